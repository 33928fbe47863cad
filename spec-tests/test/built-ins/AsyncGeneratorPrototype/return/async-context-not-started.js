// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A return() of an async generator that was not started runs nothing of its body, and the
  code that awaits it has the mapping of its await.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The code that awaits the result of a request has the mapping of its own await.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
let calls = 0;

async function* generator() {
  calls++;
  yield;
}

asyncTest(async function () {
  const iterator = variable.run("creation", generator);

  await variable.run("closing", async () => {
    const request = iterator.return("result");
    assert.sameValue(variable.get(), "closing", "after the call of return()");
    const { value, done } = await request;
    assert.sameValue(value, "result", "value of the result");
    assert.sameValue(done, true, "the generator is done");
    assert.sameValue(variable.get(), "closing", "after the await");
  });

  assert.sameValue(calls, 0, "the body never ran");
});
