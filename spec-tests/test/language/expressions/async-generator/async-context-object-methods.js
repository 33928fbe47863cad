// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  Async generator methods of an object literal, also with a computed name, capture when
  they are called.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions, Symbol.asyncIterator]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const object = variable.run("definition", () => ({
  async *method() {
    yield variable.get();
  },
  async *[Symbol.asyncIterator]() {
    yield variable.get();
  },
}));

asyncTest(async function () {
  const method = variable.run("method", () => object.method());
  const iterator = variable.run("iterator", () => object[Symbol.asyncIterator]());

  const first = await variable.run("resumption", () => method.next());
  assert.sameValue(first.value, "method", "method with a literal name");
  const second = await variable.run("resumption", () => iterator.next());
  assert.sameValue(second.value, "iterator", "method with a computed name");
});
