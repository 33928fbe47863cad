// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A timer keeps the value of its mapping until it has fired, and not longer.
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
  var seen;
  var fired;
  function value() {
    var object = { name: 'value' };
    ref = new WeakRef(object);
    return object;
  }
  function make(delay) {
    return new Promise(function (resolve) {
      variable.run(value(), function () {
        setTimeout(function () {
          seen.push(variable.get().name);
          resolve();
        }, delay);
      });
    });
  }

  // A collection may take longer than a timer is pending, so longer delays are
  // tried, too.
  for (var delay of [30, 1000, 30000]) {
    seen = [];
    fired = make(delay);
    await undefined;
    await asyncGCDeref();
    if (seen.length === 0) {
      break;
    }
  }
  assert.compareArray(seen, [], 'the timer is pending during the collection');
  await fired;
  assert.compareArray(seen, ['value'], 'the value is held for the callback');

  await new Promise(function (resolve) { setTimeout(resolve, 0); });
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, 'the value is collected after the callback');
  assert.sameValue(variable.get(), undefined, 'the variable is still there');
});
