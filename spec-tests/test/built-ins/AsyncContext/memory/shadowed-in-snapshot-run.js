// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A run inside of the run of a snapshot shadows the value of the snapshot.
info: |
  Memory

  A value that a nested run shadows is not kept alive by what is captured inside.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var other = new AsyncContext.Variable();
  var ref;
  function value() {
    var object = {};
    ref = new WeakRef(object);
    return object;
  }
  function take() {
    return new AsyncContext.Snapshot();
  }
  function make() {
    var first = variable.run(value(), function () {
      return other.run("other", take);
    });
    return first.run(function () {
      return variable.run("inner", take);
    });
  }

  var snapshot = make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, "the value of the first snapshot is collected");
  snapshot.run(function () {
    assert.sameValue(variable.get(), "inner", "the value of the run in the snapshot");
    assert.sameValue(other.get(), "other", "the value that was taken over from the snapshot");
  });
});
