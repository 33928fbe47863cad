// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A then that is called in the body of a generator captures the mapping of the generator,
  not that of the resumer.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, generators, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

asyncTest(async function () {
  let resolve;
  const promise = new Promise((f) => {
    resolve = f;
  });

  function* generator() {
    yield promise.then(() => variable.get());
  }

  const iterator = variable.run("creation", generator);
  const derived = variable.run("resumption", () => iterator.next().value);
  variable.run("resolution", () => resolve());

  assert.sameValue(await derived, "creation", "mapping of the reaction");
});
