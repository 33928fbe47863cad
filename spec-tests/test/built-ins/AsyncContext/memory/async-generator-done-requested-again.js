// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  An async generator that is done, and was asked again since, keeps no value alive.
info: |
  Memory

  A generator that is done keeps no mapping alive.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var refs = [];
  function value() {
    var object = { name: "value" };
    refs.push(new WeakRef(object));
    return object;
  }
  async function* g() {
    await undefined;
    yield variable.get().name;
    await undefined;
  }
  function make() {
    return [
      variable.run(value(), g),
      variable.run(value(), g),
      variable.run(value(), g),
    ];
  }

  var generators = make();
  for (var generator of generators) {
    assert.sameValue((await generator.next()).value, "value", "the value in the body");
    assert.sameValue((await generator.next()).done, true, "the generator is done");
  }
  assert.sameValue((await generators[0].next()).done, true, "asked by next()");
  assert.sameValue((await generators[1].return("end")).value, "end", "asked by return()");
  await assert.throwsAsync(Test262Error, function () {
    return generators[2].throw(new Test262Error());
  }, "asked by throw()");
  await undefined;
  await asyncGCDeref();
  refs.forEach(function (ref, index) {
    assert.sameValue(ref.deref(), undefined, "the value of generator " + index + " is collected");
  });
  assert.sameValue(refs.length, 3, "the number of values");
  assert.sameValue((await generators[0].next()).done, true, "the generators are still there");
});
