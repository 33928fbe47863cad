// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A next() whose receiver is no async generator returns a promise that is rejected and
  leaves the mapping of the caller alone.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The code that awaits the result of a request has the mapping of its own await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  yield variable.get();
}

asyncTest(async function () {
  const iterator = variable.run("creation", generator);
  const seen = await variable.run("caller", async () => {
    const promise = iterator.next.call({});
    const afterCall = variable.get();
    const reason = await promise.then(() => "fulfilled", (error) => error.constructor);
    return [afterCall, reason, variable.get()];
  });

  assert.compareArray(
    seen,
    ["caller", TypeError, "caller"],
    "after the call, the reason, and after the await"
  );
  assert.sameValue((await iterator.next()).value, "creation", "the generator itself is untouched");
});
