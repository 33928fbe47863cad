// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  An async generator that is created outside of every run has the empty mapping, although
  it is first resumed inside of a run.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  const before = variable.get();
  await null;
  yield before + ", " + variable.get();
}

asyncTest(async function () {
  const iterator = generator();
  const result = await variable.run("resumption", () => iterator.next());

  assert.sameValue(result.value, "default, default", "mapping before and after an await");
});
