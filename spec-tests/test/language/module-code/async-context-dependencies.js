// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  Each body of a static module graph runs in the empty mapping; runs in the body of one
  dependency are over when the next is evaluated.
info: |
  ExecuteModule ( )

  Every module body runs in the empty mapping.
includes: [compareArray.js]
flags: [module]
features: [AsyncContext]
---*/

import { variable, log } from "./async-context-variable_FIXTURE.js";
import "./async-context-runs_FIXTURE.js";
import "./async-context-body_FIXTURE.js";

log.push("test: " + variable.get());

assert.compareArray(
  log,
  ["in run: run", "after throw: default", "body: default", "test: default"],
  "mapping of each body"
);
