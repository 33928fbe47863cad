// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  Imports of one module with top-level await from several mappings at once evaluate it in
  the empty mapping and give each importer its own back.
info: |
  ExecuteModule ( )

  A module that is imported by import() runs in the empty mapping.

  The mapping of the importer is back after a module was evaluated.
includes: [asyncHelpers.js, compareArray.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, top-level-await, async-functions]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

async function load() {
  const { before, after } = await import("./async-context-awaits_FIXTURE.js");
  return before + ", " + after + ", " + variable.get();
}

asyncTest(async function () {
  assert.compareArray(
    await Promise.all([variable.run("a", load), load(), variable.run("b", load)]),
    ["default, default, a", "default, default, default", "default, default, b"],
    "mapping of the body and of each importer"
  );
});
