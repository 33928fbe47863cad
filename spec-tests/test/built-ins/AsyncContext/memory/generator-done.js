// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A generator that ran to its end keeps no value alive although it is reachable.
info: |
  Memory

  A generator that is done keeps no mapping alive.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, generators, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var ref;
  function value() {
    var object = { name: "value" };
    ref = new WeakRef(object);
    return object;
  }
  function* g() {
    yield variable.get().name;
    yield variable.get().name;
  }
  function make() {
    return variable.run(value(), g);
  }

  var generator = make();
  assert.sameValue(generator.next().value, "value", "the value at the first resumption");
  await undefined;
  await asyncGCDeref();
  assert.sameValue(generator.next().value, "value", "the value is held while it is suspended");
  assert.sameValue(generator.next().done, true, "the generator is done");

  await undefined;
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, "the value is collected when it is done");
  assert.sameValue(generator.next().done, true, "the generator is still there");
});
