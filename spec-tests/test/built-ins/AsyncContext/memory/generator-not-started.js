// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A generator that has not been started keeps the value of its mapping for its first
  resumption.
info: |
  Memory

  A generator that is done keeps no mapping alive.
  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, generators, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  function* g() {
    yield variable.get().name;
  }
  function make() {
    return variable.run({ name: "value" }, g);
  }

  var generator = make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(generator.next().value, "value", "the value at the first resumption");
});
