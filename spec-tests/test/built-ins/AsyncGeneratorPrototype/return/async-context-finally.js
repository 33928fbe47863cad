// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A finally block that return() runs is in the mapping of the async generator, also after
  an await in it.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The body of an async generator runs in its own mapping on every resumption by next,
  return and throw.

  The body of an async generator runs in its own mapping after each await in it.
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
  await iterator.next();

  await variable.run("closing", async () => {
    const { value } = await iterator.return("result");
    assert.sameValue(value, "result", "value of the result");
    seen.push(variable.get());
  });

  assert.compareArray(
    seen,
    ["creation", "creation", "closing"],
    "mapping of the finally block and of the code that awaits return()"
  );
});
