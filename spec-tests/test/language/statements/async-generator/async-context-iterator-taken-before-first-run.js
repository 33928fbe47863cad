// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  An async generator that was created, and asked for its iterator, before any variable
  was set has the empty mapping when it is first resumed in a run.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.asyncIterator, async-functions, async-iteration]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  yield variable.get();
  await null;
  yield variable.get();
}
const iterator = generator()[Symbol.asyncIterator]();
const first = variable.run("first", () => iterator.next());

asyncTest(async function () {
  assert.sameValue((await first).value, "default", "first resumption");
  const second = await variable.run("second", () => iterator.next());
  assert.sameValue(second.value, "default", "second resumption");
});
