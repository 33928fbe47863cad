// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A body that drains a queue of requests is in its own mapping before and after every
  yield and every await, whoever resolves what it awaits.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The body of an async generator runs in its own mapping after each await in it.

  Requests that were queued from several mappings all resume the body of an async
  generator in its own mapping.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

asyncTest(async function () {
  const seen = [];
  const resolvers = [];
  const promises = [];
  for (let index = 0; index < 3; index++) {
    promises.push(new Promise((resolve) => resolvers.push(resolve)));
  }

  async function* generator() {
    for (const promise of promises) {
      await promise;
      seen.push(variable.get());
      yield;
      seen.push(variable.get());
    }
  }
  const iterator = variable.run("creation", generator);

  const requests = ["a", "b", "c"].map((name) => variable.run(name, () => iterator.next()));
  for (let index = 0; index < 3; index++) {
    variable.run("resolution " + index, () => resolvers[index]());
    await requests[index];
  }

  assert.compareArray(
    seen,
    ["creation", "creation", "creation", "creation", "creation"],
    "mapping after each await and each yield"
  );
});
