// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  The static dependency of a module that is imported in a run has the empty mapping, and
  so has the module itself after it.
info: |
  ExecuteModule ( )

  A module that is imported by import() runs in the empty mapping.
includes: [asyncHelpers.js, compareArray.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

import { variable, log } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  await variable.run("importer", () => import("./async-context-parent_FIXTURE.js"));

  assert.compareArray(log, ["body: default", "parent: default"], "mapping of each body");
});
