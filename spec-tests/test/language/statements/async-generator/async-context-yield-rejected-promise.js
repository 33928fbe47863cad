// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  The yield of a promise that was rejected in another run throws into the body in the
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
  const rejected = variable.run("rejection", () => Promise.reject("rejected"));

  async function* generator() {
    try {
      yield rejected;
    } catch (error) {
      yield error + ", " + variable.get();
    }
  }

  const iterator = variable.run("creation", generator);
  const result = await variable.run("resumption", () => iterator.next());

  assert.sameValue(result.value, "rejected, creation", "mapping of the catch block");
});
