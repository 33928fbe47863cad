// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  An async generator that ended while a request resumed it, without an await, keeps no
  value alive although it is reachable.
info: |
  Memory

  A generator that is done keeps no mapping alive.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var ref;
  function value() {
    var object = { name: "value" };
    ref = new WeakRef(object);
    return object;
  }
  async function* g() {
    await undefined;
    yield variable.get().name;
  }
  function make() {
    return variable.run(value(), g);
  }

  var generator = make();
  assert.sameValue((await generator.next()).value, "value", "the value in the body");
  assert.sameValue((await generator.next()).done, true, "the generator is done");
  await undefined;
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, "the value is collected when it is done");
  assert.sameValue((await generator.next()).done, true, "the generator is still there");
});
