// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  An async generator that leaves the extent of its creation unstarted as the value of a
  promise keeps the mapping of its creation.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  yield variable.get();
}

async function open() {
  await null;
  return generator();
}

asyncTest(async function () {
  const iterator = await variable.run("creation", open);
  const result = await variable.run("resumption", () => iterator.next());

  assert.sameValue(result.value, "creation", "mapping of the body");
});
