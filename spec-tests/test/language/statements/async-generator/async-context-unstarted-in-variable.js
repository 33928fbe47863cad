// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  An async generator that leaves the extent of its creation unstarted keeps the mapping of
  its creation.
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
  await null;
  yield variable.get();
}

asyncTest(async function () {
  let iterator;
  variable.run("creation", () => {
    iterator = generator();
  });

  assert.sameValue((await iterator.next()).value, "creation", "resumed outside of every run");
  const second = await variable.run("resumption", () => iterator.next());
  assert.sameValue(second.value, "creation", "resumed in another run");
});
