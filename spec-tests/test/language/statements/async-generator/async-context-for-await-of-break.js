// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A for-await-of loop that is left by break runs the finally block of the async generator
  in the mapping of the generator.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The body of an async generator runs in its own mapping on every resumption by next,
  return and throw.

  The code that awaits the result of a request has the mapping of its own await.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

asyncTest(async function () {
  const seen = [];

  async function* generator() {
    try {
      yield;
    } finally {
      seen.push(variable.get());
      await null;
      seen.push(variable.get());
    }
  }
  const iterator = variable.run("creation", generator);

  await variable.run("loop", async () => {
    for await (const value of iterator) {
      break;
    }
    seen.push(variable.get());
  });

  assert.compareArray(
    seen,
    ["creation", "creation", "loop"],
    "mapping of the finally block, before and after its await, and after the loop"
  );
});
