// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A timer that was cleared keeps nothing of its mapping alive.
info: |
  Memory

  A captured mapping lives no longer than what captured it.
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
  function make() {
    return variable.run(value(), function () {
      return setTimeout(function () {}, 100000);
    });
  }

  var id = make();
  await undefined;
  await asyncGCDeref();
  assert.notSameValue(ref.deref(), undefined, 'the value is held while the timer is pending');

  await undefined;
  clearTimeout(id);
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, 'the value is collected when the timer was cleared');
  assert.sameValue(variable.get(), undefined, 'the variable is still there');
});
