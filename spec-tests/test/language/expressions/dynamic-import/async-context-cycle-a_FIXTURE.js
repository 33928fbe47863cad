// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.

import { variable, log } from "./async-context-setup_FIXTURE.js";
import "./async-context-cycle-b_FIXTURE.js";

log.push("a: " + variable.get());
