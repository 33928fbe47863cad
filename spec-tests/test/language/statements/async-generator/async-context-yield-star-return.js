// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  A return() that yield* of an async generator forwards runs the finally blocks of both
  generators each in its own mapping.
info: |
  yield*

  During yield* the inner generator runs in its own mapping, and the outer has its own
  back afterwards.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

async function* inner() {
  try {
    yield;
  } finally {
    await null;
    seen.push("inner: " + variable.get());
  }
}

asyncTest(async function () {
  const delegate = variable.run("inner creation", inner);

  async function* outer() {
    try {
      yield* delegate;
    } finally {
      seen.push("outer: " + variable.get());
    }
  }
  const iterator = variable.run("outer creation", outer);

  await variable.run("start", () => iterator.next());
  const result = await variable.run("closing", () => iterator.return("result"));

  assert.sameValue(result.value, "result", "the value went through");
  assert.compareArray(
    seen,
    ["inner: inner creation", "outer: outer creation"],
    "mapping of each finally block"
  );
});
