// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  What captured a mapping and is not reachable any more keeps nothing of it alive.
info: |
  Memory

  A captured mapping lives no longer than what captured it.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, generators, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var target = {};
  var refs = {};
  function value(name) {
    var object = {};
    refs[name] = new WeakRef(object);
    return object;
  }
  function* g() {
    yield;
  }
  function make() {
    variable.run(value("snapshot"), function () {
      new AsyncContext.Snapshot();
    });
    variable.run(value("wrapped function"), function () {
      AsyncContext.Snapshot.wrap(g);
    });
    variable.run(value("generator that was not started"), g);
    variable.run(value("suspended generator"), g).next();
    variable.run(value("finalization registry"), function () {
      new FinalizationRegistry(function () {}).register(target, 0);
    });
  }

  make();
  await undefined;
  await asyncGCDeref();
  Object.keys(refs).forEach(function (name) {
    assert.sameValue(refs[name].deref(), undefined, "the value that was captured by: " + name);
  });
  assert.sameValue(Object.keys(refs).length, 5, "the number of values");
  assert.sameValue(variable.get(), undefined, "the variable is still there");
  assert.sameValue(typeof target, "object", "the registered target is still there");
});
