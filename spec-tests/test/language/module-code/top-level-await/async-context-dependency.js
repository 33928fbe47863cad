// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  A dependency with top-level await, and the parent that waits for it, run in the empty
  mapping, although the await is resolved in a run of a sibling.
info: |
  ExecuteModule ( )

  A module with top-level await runs in the empty mapping before and after the await.
includes: [compareArray.js]
flags: [module, async]
features: [AsyncContext, top-level-await]
---*/

import { variable, log } from "./async-context-setup_FIXTURE.js";
import "./async-context-parent_FIXTURE.js";
import "./async-context-opening_FIXTURE.js";

log.push("test: " + variable.get());

assert.compareArray(
  log,
  [
    "before await: default",
    "sibling: default",
    "after await: default",
    "parent: default",
    "test: default",
  ],
  "mapping of each body"
);
$DONE();
