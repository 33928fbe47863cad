// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  Both bodies of a cycle that is imported in a run have the empty mapping.
info: |
  ExecuteModule ( )

  A module that is imported by import() runs in the empty mapping.
includes: [asyncHelpers.js, compareArray.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

import { variable, log } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  await variable.run("importer", () => import("./async-context-cycle-a_FIXTURE.js"));

  assert.compareArray(log, ["b: default", "a: default"], "mapping of each body");
});
