// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A return() that was queued behind a running next() from another mapping runs the finally
  block in the mapping of the async generator.
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
  const seen = [];
  let open;
  const gate = new Promise((resolve) => {
    open = resolve;
  });

  async function* generator() {
    try {
      await gate;
      yield "value";
    } finally {
      seen.push("finally: " + variable.get());
    }
  }
  const iterator = variable.run("creation", generator);

  const next = variable.run("next", () => iterator.next());
  const closing = variable.run("closing", async () => {
    await iterator.return();
    seen.push("awaited: " + variable.get());
  });
  variable.run("opening", () => open());

  assert.sameValue((await next).value, "value", "the running request comes first");
  await closing;
  assert.compareArray(
    seen,
    ["finally: creation", "awaited: closing"],
    "mapping of the finally block and of the code that awaits return()"
  );
});
