// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A for-await-of loop resumes an async generator in the mapping of the generator, and has
  its own for its body and after it.
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

async function* generator() {
  yield variable.get();
  await null;
  yield variable.get();
}

asyncTest(async function () {
  const seen = [];
  const iterator = variable.run("creation", generator);

  await variable.run("loop", async () => {
    for await (const value of iterator) {
      seen.push(value, variable.get());
    }
    seen.push(variable.get());
  });

  assert.compareArray(
    seen,
    ["creation", "loop", "creation", "loop", "loop"],
    "mapping of the generator and of the loop"
  );
});
