// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  During yield* into an async generator of another mapping each body runs in its own
  mapping, also after an await in it.
info: |
  yield*

  During yield* the inner generator runs in its own mapping, and the outer has its own
  back afterwards.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* inner() {
  yield "inner: " + variable.get();
  await null;
  yield "inner: " + variable.get();
}

asyncTest(async function () {
  const delegate = variable.run("inner creation", inner);

  async function* outer() {
    yield "outer: " + variable.get();
    yield* delegate;
    yield "outer: " + variable.get();
    await null;
    yield "outer: " + variable.get();
  }
  const iterator = variable.run("outer creation", outer);

  const seen = [];
  for (let count = 0; count < 5; count++) {
    seen.push((await variable.run("resumption", () => iterator.next())).value);
  }

  assert.compareArray(
    seen,
    [
      "outer: outer creation",
      "inner: inner creation",
      "inner: inner creation",
      "outer: outer creation",
      "outer: outer creation",
    ],
    "mapping of each body"
  );
});
