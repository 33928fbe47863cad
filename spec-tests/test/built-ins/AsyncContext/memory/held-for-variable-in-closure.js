// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A variable that only a bound method refers to is reachable, so its value is held.
info: |
  Memory

  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  function make() {
    var variable = new AsyncContext.Variable();
    return {
      get: variable.get.bind(variable),
      snapshot: variable.run({ name: "value" }, function () {
        return new AsyncContext.Snapshot();
      })
    };
  }

  var holder = make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(holder.snapshot.run(holder.get).name, "value", "the value is held");
});
