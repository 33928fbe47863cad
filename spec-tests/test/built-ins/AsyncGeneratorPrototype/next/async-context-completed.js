// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  The code that awaits a request of an async generator that is done has the mapping of its
  own await.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The code that awaits the result of a request has the mapping of its own await.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {}

asyncTest(async function () {
  const iterator = variable.run("creation", generator);
  await iterator.next();

  await variable.run("request", async () => {
    const request = iterator.next();
    assert.sameValue(variable.get(), "request", "after the call of next()");
    const { done } = await request;
    assert.sameValue(done, true, "the generator is done");
    assert.sameValue(variable.get(), "request", "after the await");
  });
});
