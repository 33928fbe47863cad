// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  A module that imports another one in a run of its own has the mapping of that run back
  after its await, while the other one has the empty mapping.
info: |
  ExecuteModule ( )

  A module that is imported by import() runs in the empty mapping.

  The mapping of the importer is back after a module was evaluated.
includes: [asyncHelpers.js, compareArray.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  const { result, after } = await variable.run("importer", () =>
    import("./async-context-imports-in-run_FIXTURE.js")
  );

  assert.compareArray(await result, ["default", "module"], "mapping of the body and of the run");
  assert.sameValue(after, "default", "mapping of the importing module after the call");
});
