// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  An async generator that leaves the extent of its creation unstarted, as a property of
  an object, keeps the mapping of its creation in a loop.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  yield variable.get();
  yield variable.get();
}

asyncTest(async function () {
  const source = variable.run("creation", () => ({ iterator: generator() }));
  const seen = await variable.run("loop", async () => {
    const values = [];
    for await (const value of source.iterator) values.push(value);
    return values;
  });

  assert.compareArray(seen, ["creation", "creation"], "mapping of the body");
});
