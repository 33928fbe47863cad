// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A throw() that was queued behind a running next() from another mapping enters the catch
  block in the mapping of the async generator.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  Requests that were queued from several mappings all resume the body of an async
  generator in its own mapping.
includes: [asyncHelpers.js]
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
    try {
      await gate;
      yield "value";
    } catch (error) {
      yield error + ", " + variable.get();
    }
  }
  const iterator = variable.run("creation", generator);

  const next = variable.run("next", () => iterator.next());
  const throwing = variable.run("throwing", () => iterator.throw("error"));
  variable.run("opening", () => open());

  assert.sameValue((await next).value, "value", "the running request comes first");
  assert.sameValue((await throwing).value, "error, creation", "mapping of the catch block");
});
