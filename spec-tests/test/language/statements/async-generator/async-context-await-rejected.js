// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  The catch block around an await of a promise that was rejected in another run is in the
  mapping of the generator.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The body of an async generator runs in its own mapping after each await in it.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

asyncTest(async function () {
  let reject;
  const promise = new Promise((_, f) => {
    reject = f;
  });

  async function* generator() {
    try {
      await promise;
    } catch (error) {
      yield error + ", " + variable.get();
    }
  }

  const iterator = variable.run("creation", generator);
  const request = variable.run("resumption", () => iterator.next());
  variable.run("rejection", () => reject("rejected"));

  assert.sameValue((await request).value, "rejected, creation", "mapping of the catch block");
});
