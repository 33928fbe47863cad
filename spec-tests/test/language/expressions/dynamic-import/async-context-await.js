// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-import-call-runtime-semantics-evaluation
description: >
  An async function of a run that awaits an import() goes on in the mapping of that run.
info: |
  ImportCall

  The code that awaits an import() has the mapping of its own await.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, dynamic-import, top-level-await, async-functions]
---*/

asyncTest(async function () {
  const { variable } = await import("./async-context-setup_FIXTURE.js");

  await variable.run("importer", async () => {
    await import("./async-context-body_FIXTURE.js");
    assert.sameValue(variable.get(), "importer", "a module without top-level await");
    await import("./async-context-awaits_FIXTURE.js");
    assert.sameValue(variable.get(), "importer", "a module with top-level await");
    await import("./async-context-body_FIXTURE.js");
    assert.sameValue(variable.get(), "importer", "a module that was evaluated before");
  });

  assert.sameValue(variable.get(), "default", "mapping outside of every run");
});
