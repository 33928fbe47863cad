// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.

import { variable, log } from "./async-context-variable_FIXTURE.js";
import { hoisted } from "./async-context-cycle-a_FIXTURE.js";

log.push(hoisted());
log.push(variable.run("b", hoisted));
log.push("b: " + variable.get());
