// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A microtask that has run keeps nothing of its mapping alive.
info: |
  Memory

  A captured mapping lives no longer than what captured it.
includes: [async-gc.js, asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var ref;
  var seen = [];
  function value() {
    var object = { name: 'value' };
    ref = new WeakRef(object);
    return object;
  }
  function make() {
    variable.run(value(), function () {
      queueMicrotask(function () { seen.push(variable.get().name); });
    });
  }

  make();
  await undefined;
  assert.compareArray(seen, ['value'], 'the microtask has run');
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, 'the value is collected');
  assert.sameValue(variable.get(), undefined, 'the variable is still there');
});
