// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  Intervals that were cleared before their first tick and after it, from outside of
  their callback, keep nothing of their mappings alive.
info: |
  Memory

  A captured mapping lives no longer than what captured it.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var refs = {};
  var ticks = 0;
  function value(name) {
    var object = { name: name };
    refs[name] = new WeakRef(object);
    return object;
  }
  function make(name, delay) {
    return variable.run(value(name), function () {
      return setInterval(function () {
        ticks++;
        assert.sameValue(variable.get().name, name, 'the value in a tick');
      }, delay);
    });
  }

  var waiting = make('no tick', 100000);
  var ticking = make('ticks', 1);
  while (ticks < 2) {
    await new Promise(function (resolve) { setTimeout(resolve, 1); });
  }
  clearInterval(waiting);
  clearInterval(ticking);
  await undefined;
  await asyncGCDeref();
  assert.sameValue(refs['no tick'].deref(), undefined, 'cleared before the first tick');
  assert.sameValue(refs.ticks.deref(), undefined, 'cleared after a tick');
  assert.sameValue(variable.get(), undefined, 'the variable is still there');
});
