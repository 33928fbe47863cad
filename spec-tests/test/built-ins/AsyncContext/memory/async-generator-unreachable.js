// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  Async generators that are not reachable, not started and suspended, keep nothing of
  their mappings alive.
info: |
  Memory

  A captured mapping lives no longer than what captured it.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var refs = {};
  function value(name) {
    var object = {};
    refs[name] = new WeakRef(object);
    return object;
  }
  async function* g() {
    yield;
  }
  async function* awaits() {
    await new Promise(function () {});
  }
  function make() {
    variable.run(value("not started"), g);
    variable.run(value("suspended at a yield"), g).next();
    variable.run(value("suspended at an await"), awaits).next();
  }

  make();
  await undefined;
  await asyncGCDeref();
  Object.keys(refs).forEach(function (name) {
    assert.sameValue(refs[name].deref(), undefined, "the value of the generator that is " + name);
  });
  assert.sameValue(Object.keys(refs).length, 3, "the number of values");
  assert.sameValue(variable.get(), undefined, "the variable is still there");
});
