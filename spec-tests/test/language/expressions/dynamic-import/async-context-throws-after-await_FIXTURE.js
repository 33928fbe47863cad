// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.

import { variable } from "./async-context-setup_FIXTURE.js";

await null;
throw "thrown in " + variable.get();
