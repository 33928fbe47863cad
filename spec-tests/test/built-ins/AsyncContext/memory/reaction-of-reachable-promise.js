// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A pending promise that can be settled keeps the values of its reactions until it is
  dropped.
info: |
  Memory

  A reaction of a promise that is not reachable keeps nothing alive.
  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var ref;
  var holder = {};
  function value() {
    var object = { name: "value" };
    ref = new WeakRef(object);
    return object;
  }
  function make() {
    holder.promise = new Promise(function (resolve) {
      holder.resolve = resolve;
    });
    variable.run(value(), function () {
      holder.promise.then(function () {});
    });
  }

  make();
  await undefined;
  await asyncGCDeref();
  assert.notSameValue(ref.deref(), undefined, "the value is held while the promise is reachable");

  await undefined;
  holder.promise = null;
  await asyncGCDeref();
  assert.notSameValue(ref.deref(), undefined, "and while its resolve function is reachable");

  await undefined;
  holder.resolve = null;
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, "the value is collected with the promise");
  assert.sameValue(variable.get(), undefined, "the variable is still there");
});
