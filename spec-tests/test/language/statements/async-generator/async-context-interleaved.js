// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  Async generators of two runs and one of the empty mapping that are resumed in turns
  each run in their own mapping.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The body of an async generator runs in its own mapping on every resumption by next,
  return and throw.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  while (true) {
    await null;
    yield variable.get();
  }
}
const started = generator();
started.next();

asyncTest(async function () {
  const iterators = [variable.run("a", generator), variable.run("b", generator), started];
  const seen = [];
  for (let round = 0; round < 2; round++) {
    const results = await variable.run("resumption", () =>
      Promise.all(iterators.map((iterator) => iterator.next()))
    );
    for (const { value } of results) seen.push(value);
  }

  assert.compareArray(
    seen,
    ["a", "b", "default", "a", "b", "default"],
    "mapping of the body at each resumption"
  );
});
