// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-source-text-module-record-execute-module
description: >
  A module that is imported in a run, whose top-level await is resolved in another run,
  has the empty mapping before and after the await.
info: |
  ExecuteModule ( )

  A module with top-level await runs in the empty mapping before and after the await.
includes: [asyncHelpers.js, compareArray.js]
flags: [module, async]
features: [AsyncContext, top-level-await, dynamic-import, async-functions]
---*/

import { variable, log, open } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  const importing = variable.run("importer", () => import("./async-context-waiting_FIXTURE.js"));
  variable.run("opening", () => Promise.resolve().then(open));
  await importing;

  assert.compareArray(
    log,
    ["before await: default", "after await: default"],
    "mapping of the body before and after its await"
  );
});
