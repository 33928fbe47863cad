// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  An async generator that is created and started outside of every run keeps the empty
  mapping when it is resumed in runs.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.

  The body of an async generator runs in its own mapping on every resumption by next,
  return and throw.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  yield variable.get();
  const before = variable.get();
  await null;
  yield before + ", " + variable.get();
}

const iterator = generator();
const start = iterator.next();

asyncTest(async function () {
  assert.sameValue((await start).value, "default", "started outside of every run");
  const result = await variable.run("resumption", () => iterator.next());
  assert.sameValue(result.value, "default, default", "mapping before and after an await");
});
