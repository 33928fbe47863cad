// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  An async function that awaits a reachable promise keeps the value of its mapping.
info: |
  Memory

  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var resolve;
  var pending = new Promise(function (r) { resolve = r; });
  function make() {
    return variable.run({ name: "value" }, async function () {
      await pending;
      return variable.get().name;
    });
  }

  var result = make();
  await undefined;
  await asyncGCDeref();
  resolve();
  assert.sameValue(await result, "value", "the value after the await");
});
