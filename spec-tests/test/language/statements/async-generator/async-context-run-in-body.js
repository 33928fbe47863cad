// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A run in the body of an async generator is over before the await of its result, after
  which the body is in its own mapping.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The body of an async generator runs in its own mapping after each await in it.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  const value = await variable.run("in body", async () => {
    await null;
    return variable.get();
  });
  yield value + ", " + variable.get();
}

asyncTest(async function () {
  const iterator = variable.run("creation", generator);
  const result = await variable.run("resumption", () => iterator.next());

  assert.sameValue(result.value, "in body, creation", "mapping in the run and after the await");
});
