// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A catch block that throw() enters is in the mapping of the async generator, also after
  an await in it.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The body of an async generator runs in its own mapping on every resumption by next,
  return and throw.

  The body of an async generator runs in its own mapping after each await in it.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  try {
    yield;
  } catch (error) {
    const before = variable.get();
    await null;
    yield error + ", " + before + ", " + variable.get();
  }
}

asyncTest(async function () {
  const iterator = variable.run("creation", generator);
  await iterator.next();

  const result = await variable.run("throwing", () => iterator.throw("error"));
  assert.sameValue(result.value, "error, creation, creation", "mapping of the catch block");
});
