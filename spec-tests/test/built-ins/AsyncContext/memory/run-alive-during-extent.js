// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A value to which nothing else refers lives for the whole extent of its run.
info: |
  Memory

  A run keeps its value alive only for its extent.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var calls = 0;

  variable.run({ name: "synchronous" }, function () {
    $262.gc();
    for (var i = 0; i < 1000; i++) {
      [i];
    }
    $262.gc();
    calls += 1;
    assert.sameValue(variable.get().name, "synchronous", "in synchronous code");
  });

  await variable.run({ name: "asynchronous" }, async function () {
    await asyncGCDeref();
    await asyncGCDeref();
    calls += 1;
    assert.sameValue(variable.get().name, "asynchronous", "after an await");
  });

  assert.sameValue(calls, 2, "both functions are called");
});
