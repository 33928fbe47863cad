// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  After an await of a promise that was resolved in another run the body is in the mapping
  of the generator.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The body of an async generator runs in its own mapping after each await in it.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

asyncTest(async function () {
  const seen = [];
  let resolve;
  const promise = variable.run("promise", () => new Promise((f) => {
    resolve = f;
  }));

  async function* generator() {
    await promise;
    seen.push(variable.get());
    await null;
    seen.push(variable.get());
    yield variable.get();
  }

  const iterator = variable.run("creation", generator);
  const request = variable.run("resumption", () => iterator.next());
  variable.run("resolution", () => resolve());

  assert.sameValue((await request).value, "creation", "mapping at the yield");
  assert.compareArray(seen, ["creation", "creation"], "mapping after each await");
});
