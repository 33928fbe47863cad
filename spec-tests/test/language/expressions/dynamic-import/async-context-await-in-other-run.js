// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-import-call-runtime-semantics-evaluation
description: >
  The promise of an import() that was called in one run is awaited in another, which has
  its own mapping after the await.
info: |
  ImportCall

  The code that awaits an import() has the mapping of its own await.
includes: [asyncHelpers.js]
flags: [module, async]
features: [AsyncContext, dynamic-import, async-functions]
---*/

import { variable } from "./async-context-setup_FIXTURE.js";

asyncTest(async function () {
  const promise = variable.run("importer", () => import("./async-context-body_FIXTURE.js"));

  const inRun = await variable.run("awaiter", async () => {
    await promise;
    return variable.get();
  });
  assert.sameValue(inRun, "awaiter", "awaited in another run");

  await promise;
  assert.sameValue(variable.get(), "default", "awaited outside of every run");
});
