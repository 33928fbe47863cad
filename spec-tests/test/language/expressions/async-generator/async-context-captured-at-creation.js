// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  An async generator of an async generator expression has the mapping of its creation.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

asyncTest(async function () {
  const iterator = variable.run("creation", async function* () {
    yield variable.get();
    await null;
    yield variable.get();
  });

  assert.sameValue((await iterator.next()).value, "creation", "resumed outside of every run");
  const second = await variable.run("resumption", () => iterator.next());
  assert.sameValue(second.value, "creation", "resumed in another run");
});
