// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  Both bodies of a cycle run in the empty mapping; a function that is called across the
  cycle has the mapping of its caller.
info: |
  ExecuteModule ( )

  Every module body runs in the empty mapping.
includes: [compareArray.js]
flags: [module]
features: [AsyncContext]
---*/

import { variable, log } from "./async-context-variable_FIXTURE.js";
import "./async-context-cycle-a_FIXTURE.js";

assert.compareArray(
  log,
  ["hoisted: default", "hoisted: b", "b: default", "a: default"],
  "mapping of each body and of each call"
);
assert.sameValue(variable.get(), "default", "mapping of the body of the test");
