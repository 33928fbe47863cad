// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.

import { variable, log, gate } from "./async-context-setup_FIXTURE.js";

log.push("before await: " + variable.get());
await gate;
log.push("after await: " + variable.get());
