// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  A module that throws out of a run of its own leaves neither that run's mapping nor the
  empty one to its importer.
info: |
  ExecuteModule ( )

  The mapping of the importer is back after a module was evaluated.
includes: [asyncHelpers.js, compareArray.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  const seen = await variable.run("importer", async () => {
    try {
      await import("./async-context-throws-in-run_FIXTURE.js");
    } catch (error) {
      return [error, variable.get()];
    }
  });

  assert.compareArray(seen, ["thrown in module", "importer"], "mapping of the throw and the catch");
  assert.sameValue(variable.get(), "default", "mapping outside of every run");
});
