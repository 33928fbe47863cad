// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  An uncaught throw() runs the finally block in the mapping of the async generator and
  rejects into the mapping of the await of the caller.
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
      seen.push("finally: " + variable.get());
    }
  }
  const iterator = variable.run("creation", generator);
  await iterator.next();

  await variable.run("throwing", async () => {
    try {
      await iterator.throw(new Test262Error());
    } catch (error) {
      seen.push("catch: " + variable.get());
    }
  });

  assert.compareArray(seen, ["finally: creation", "catch: throwing"], "mapping of each block");
});
