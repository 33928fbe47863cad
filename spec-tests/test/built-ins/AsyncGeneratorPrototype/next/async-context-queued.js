// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  Requests that were queued from several mappings resume the body in its own mapping, and
  the code that awaits each of them has its own.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  Requests that were queued from several mappings all resume the body of an async
  generator in its own mapping.

  The code that awaits the result of a request has the mapping of its own await.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

asyncTest(async function () {
  let open;
  const gate = new Promise((resolve) => {
    open = resolve;
  });

  async function* generator() {
    await gate;
    yield variable.get();
    yield variable.get();
    yield variable.get();
  }
  const iterator = variable.run("creation", generator);

  async function request() {
    const { value } = await iterator.next();
    return value + ", " + variable.get();
  }
  const requests = ["a", "b", "c"].map((name) => variable.run(name, request));
  variable.run("opening", () => open());

  assert.compareArray(
    await Promise.all(requests),
    ["creation, a", "creation, b", "creation, c"],
    "mapping of the body and of the requester"
  );
});
