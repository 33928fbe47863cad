// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  During yield* into a generator of another mapping the inner body runs in its own
  mapping, and the outer body in its own before and after.
info: |
  yield*

  During yield* the inner generator runs in its own mapping, and the outer has its own
  back afterwards.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* inner() {
  yield "inner: " + variable.get();
  yield "inner: " + variable.get();
}
const delegate = variable.run("inner creation", inner);

function* outer() {
  yield "outer: " + variable.get();
  yield* delegate;
  yield "outer: " + variable.get();
}
const iterator = variable.run("outer creation", outer);

const seen = [];
for (const name of ["a", "b", "c", "d"]) {
  variable.run(name, () => seen.push(iterator.next().value, variable.get()));
}

assert.compareArray(
  seen,
  [
    "outer: outer creation", "a",
    "inner: inner creation", "b",
    "inner: inner creation", "c",
    "outer: outer creation", "d",
  ],
  "mapping of the body and of the caller at each next()"
);
