// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  During yield* of an async generator into a sync generator of another mapping each body
  runs in its own mapping.
info: |
  yield*

  During yield* the inner generator runs in its own mapping, and the outer has its own
  back afterwards.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, generators, async-functions, async-iteration]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* inner() {
  yield "inner: " + variable.get();
  yield "inner: " + variable.get();
}

asyncTest(async function () {
  const delegate = variable.run("inner creation", inner);
  async function* outer() {
    yield* delegate;
    yield "outer: " + variable.get();
  }
  const iterator = variable.run("outer creation", outer);
  const seen = [];
  for (let count = 0; count < 3; count++) {
    seen.push((await variable.run("resumption", () => iterator.next())).value);
  }

  assert.compareArray(
    seen,
    ["inner: inner creation", "inner: inner creation", "outer: outer creation"],
    "mapping of each body"
  );
});
