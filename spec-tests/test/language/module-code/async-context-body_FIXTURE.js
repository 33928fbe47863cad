// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.

import { variable, log } from "./async-context-variable_FIXTURE.js";

log.push("body: " + variable.get());
