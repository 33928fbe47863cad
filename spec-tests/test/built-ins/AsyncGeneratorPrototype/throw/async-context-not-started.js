// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A throw() of an async generator that was not started runs nothing of its body, and its
  promise rejects into the mapping of the catch call.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The code that awaits the result of a request has the mapping of its own await.
includes: [asyncHelpers.js, compareArray.js]
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
  const request = variable.run("throwing", () => {
    const promise = iterator.throw("error");
    assert.sameValue(variable.get(), "throwing", "after the call of throw()");
    return promise;
  });
  const derived = variable.run("catch", () => request.catch((error) => [error, variable.get()]));

  assert.compareArray(await derived, ["error", "catch"], "mapping of the handler");
  assert.sameValue(calls, 0, "the body never ran");
});
