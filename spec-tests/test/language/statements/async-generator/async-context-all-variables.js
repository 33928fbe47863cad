// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  The whole mapping is captured and put in place of the mapping of the resumer, not merged
  with it.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const first = new AsyncContext.Variable({ defaultValue: "no first" });
const second = new AsyncContext.Variable({ defaultValue: "no second" });

async function* generator() {
  yield first.get() + ", " + second.get();
  await null;
  yield first.get() + ", " + second.get();
}

asyncTest(async function () {
  const iterator = first.run("1", generator);

  const before = await second.run("2", () => iterator.next());
  assert.sameValue(before.value, "1, no second", "before an await in the body");
  const after = await second.run("2", () => iterator.next());
  assert.sameValue(after.value, "1, no second", "after an await in the body");
});
