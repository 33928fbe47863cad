// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  The value of a run that is over is collected while the run around it still goes on.
info: |
  Memory

  A run keeps its value alive only for its extent.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var ref;
  function value() {
    var object = {};
    ref = new WeakRef(object);
    return object;
  }
  function inner() {
    variable.run(value(), function () {});
  }

  await variable.run({ name: "outer" }, async function () {
    inner();
    await undefined;
    await asyncGCDeref();
    assert.sameValue(ref.deref(), undefined, "the value of the inner run is collected");
    assert.sameValue(variable.get().name, "outer", "the value of the outer run is not");
  });
});
