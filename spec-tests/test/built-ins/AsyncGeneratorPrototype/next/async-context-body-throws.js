// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  The catch block around the await of a request has the mapping of its await when the body
  throws out of a run of its own.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The code that awaits the result of a request has the mapping of its own await.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  await null;
  variable.run("in body", () => {
    throw variable.get();
  });
}

asyncTest(async function () {
  const iterator = variable.run("creation", generator);

  const seen = await variable.run("request", async () => {
    try {
      await iterator.next();
    } catch (error) {
      return [error, variable.get()];
    }
  });

  assert.compareArray(seen, ["in body", "request"], "mapping of the throw and of the catch block");
});
