// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  Entries of one mapping whose values refer to each other's variables do not keep each
  other.
info: |
  Memory

  An entry whose variable is reachable only as a key is collectable, with its value.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var refs = [];
  function make() {
    var a = new AsyncContext.Variable();
    var b = new AsyncContext.Variable();
    var c = new AsyncContext.Variable();
    function watch(variable) {
      var value = { variable: variable };
      refs.push(new WeakRef(value), new WeakRef(variable));
      return value;
    }
    return a.run(watch(b), function () {
      return b.run(watch(c), function () {
        return c.run(watch(a), function () {
          return new AsyncContext.Snapshot();
        });
      });
    });
  }

  var snapshot = make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(refs.length, 6, "three values and three variables");
  refs.forEach(function (ref, index) {
    assert.sameValue(ref.deref(), undefined, "number " + index + " is collected");
  });
  assert.sameValue(snapshot.run(function () { return 1; }), 1, "the snapshot is still there");
});
