// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  Of many variables in one mapping, those that are reachable keep their values, the
  others not.
info: |
  Memory

  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
  An entry whose variable is reachable only as a key is collectable, with its value.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var refs = [];
  var kept = [];
  function nest(index) {
    if (index === 60) {
      return new AsyncContext.Snapshot();
    }
    var variable = new AsyncContext.Variable();
    var value = { index: index };
    refs.push(new WeakRef(value));
    if (index % 3 === 0) {
      kept.push(variable);
    }
    return variable.run(value, nest, index + 1);
  }

  var snapshot = nest(0);
  await undefined;
  await asyncGCDeref();

  for (var i = 0; i < 60; i++) {
    if (i % 3 !== 0) {
      assert.sameValue(refs[i].deref(), undefined, "variable " + i + " is gone, and its value");
    }
  }
  snapshot.run(function () {
    assert.sameValue(kept.length, 20, "the number of variables that are kept");
    kept.forEach(function (variable, index) {
      assert.sameValue(variable.get().index, 3 * index, "value of kept variable " + index);
    });
  });
});
