// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A then that is called in the body of an async generator captures the mapping of the
  generator, not that of the resumer.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The body of an async generator runs in its own mapping on every resumption by next,
  return and throw.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

asyncTest(async function () {
  let derived;

  async function* generator() {
    yield;
    derived = Promise.resolve().then(() => variable.get());
    yield;
  }

  const iterator = variable.run("creation", generator);
  await variable.run("first", () => iterator.next());
  await variable.run("second", () => iterator.next());

  assert.sameValue(await derived, "creation", "mapping of the reaction");
});
