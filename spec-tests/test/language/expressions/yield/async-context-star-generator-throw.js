// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  A throw() that yield* forwards enters the catch block of the inner generator in the
  inner mapping, and what that rethrows the catch block of the outer one in the outer.
info: |
  yield*

  During yield* the inner generator runs in its own mapping, and the outer has its own
  back afterwards.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

function* inner() {
  try {
    yield;
  } catch (error) {
    seen.push("inner: " + variable.get());
    throw error;
  }
}
const delegate = variable.run("inner creation", inner);

function* outer() {
  try {
    yield* delegate;
  } catch (error) {
    seen.push("outer: " + variable.get());
    yield error;
  }
}
const iterator = variable.run("outer creation", outer);

variable.run("start", () => iterator.next());
variable.run("throwing", () => {
  assert.sameValue(iterator.throw("error").value, "error", "the outer generator caught it");
  seen.push("caller: " + variable.get());
});

assert.compareArray(
  seen,
  ["inner: inner creation", "outer: outer creation", "caller: throwing"],
  "mapping of each catch block and of the caller"
);
