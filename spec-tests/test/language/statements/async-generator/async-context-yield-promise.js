// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  After the yield of a promise that was resolved in another run, the body that is resumed
  in yet another one is in its own mapping.
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
  let resolve;
  const promise = new Promise((f) => {
    resolve = f;
  });

  async function* generator() {
    yield promise;
    yield variable.get();
  }

  const iterator = variable.run("creation", generator);
  const request = variable.run("first", () => iterator.next());
  variable.run("resolution", () => resolve("value"));

  assert.sameValue((await request).value, "value", "the yielded promise was awaited");
  const second = await variable.run("second", () => iterator.next());
  assert.sameValue(second.value, "creation", "mapping of the body");
});
