// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A run in a job that ends with an exception keeps neither its value nor the exception
  alive.
info: |
  Memory

  A run keeps its value alive only for its extent.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var refs = [];
  function held(object) {
    refs.push(new WeakRef(object));
    return object;
  }
  function thrower() {
    throw held(new Test262Error("exception"));
  }
  function run() {
    assert.throws(Test262Error, function () {
      variable.run(held({}), thrower);
    }, "run");
    assert.throws(Test262Error, function () {
      variable.run(held({}), function () {
        return AsyncContext.Snapshot.wrap(thrower);
      })();
    }, "wrapped function");
  }

  await undefined;
  run();
  await undefined;
  await asyncGCDeref();
  refs.forEach(function (ref, index) {
    assert.sameValue(ref.deref(), undefined, "value or exception " + index);
  });
  assert.sameValue(refs.length, 4, "the number of objects");
  assert.sameValue(variable.get(), undefined, "the variable is reachable still");
});
