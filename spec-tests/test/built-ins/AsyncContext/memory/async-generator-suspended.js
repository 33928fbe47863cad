// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  An async generator that is suspended at a yield keeps the value of its mapping.
info: |
  Memory

  A generator that is done keeps no mapping alive.
  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  async function* g() {
    yield variable.get().name;
    yield variable.get().name;
  }
  function make() {
    return variable.run({ name: "value" }, g);
  }

  var generator = make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue((await generator.next()).value, "value", "the value at the start");
  await asyncGCDeref();
  assert.sameValue((await generator.next()).value, "value", "the value after a yield");
});
