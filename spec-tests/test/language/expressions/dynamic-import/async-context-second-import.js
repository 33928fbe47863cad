// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  A module that is imported again from another run is not evaluated again, and each
  importer has its own mapping after its await.
info: |
  ExecuteModule ( )

  A module that is imported by import() runs in the empty mapping.

  The mapping of the importer is back after a module was evaluated.
includes: [asyncHelpers.js, compareArray.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

import { variable, log } from "./async-context-setup_FIXTURE.js";

async function load() {
  const { seen } = await import("./async-context-body_FIXTURE.js");
  return [seen, variable.get()];
}

asyncTest(async function () {
  assert.compareArray(await variable.run("first", load), ["default", "first"], "first import");
  assert.compareArray(await variable.run("second", load), ["default", "second"], "second import");
  assert.compareArray(log, ["body: default"], "the body was evaluated once");
});
