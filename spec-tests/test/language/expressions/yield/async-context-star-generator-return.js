// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  A return() that yield* forwards runs the finally block of the inner generator in the
  inner mapping and that of the outer one in the outer.
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
  } finally {
    seen.push("inner: " + variable.get());
  }
}
const delegate = variable.run("inner creation", inner);

function* outer() {
  try {
    yield* delegate;
  } finally {
    seen.push("outer: " + variable.get());
  }
}
const iterator = variable.run("outer creation", outer);

variable.run("start", () => iterator.next());
variable.run("closing", () => {
  iterator.return();
  seen.push("caller: " + variable.get());
});

assert.compareArray(
  seen,
  ["inner: inner creation", "outer: outer creation", "caller: closing"],
  "mapping of each finally block and of the caller"
);
