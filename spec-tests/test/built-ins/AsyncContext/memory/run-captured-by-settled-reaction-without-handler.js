// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A reaction without handlers, too, lets its mapping go when its promise has settled.
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
  var resolve;
  var pending = new Promise(function (r) { resolve = r; });
  function value() {
    var object = {};
    ref = new WeakRef(object);
    return object;
  }
  function make() {
    return variable.run(value(), function () {
      return pending.then();
    });
  }

  var derived = make();
  resolve("result");
  assert.sameValue(await derived, "result", "the reaction passes the result through");
  await undefined;
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, "the value is collected after the reaction");
  assert.sameValue(await pending, "result", "the promise is still there");
  assert.sameValue(variable.get(), undefined, "the variable is still there");
});
