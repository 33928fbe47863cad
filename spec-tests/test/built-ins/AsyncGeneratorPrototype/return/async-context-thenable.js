// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A thenable that is passed to return() of a suspended async generator is awaited by the
  body, so that its then is read and called in the mapping of the generator.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The body of an async generator runs in its own mapping on every resumption by next,
  return and throw.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  yield;
}

asyncTest(async function () {
  const seen = [];
  const iterator = variable.run("creation", generator);
  await iterator.next();

  const thenable = {
    get then() {
      seen.push("get then: " + variable.get());
      return (resolve) => {
        seen.push("then: " + variable.get());
        resolve("result");
      };
    },
  };
  const { value } = await variable.run("closing", () => iterator.return(thenable));

  assert.sameValue(value, "result", "the thenable was awaited");
  assert.compareArray(
    seen,
    ["get then: creation", "then: creation"],
    "mapping of the getter and of the call"
  );
});
