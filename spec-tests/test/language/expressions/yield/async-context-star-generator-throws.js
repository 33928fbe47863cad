// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  An inner generator that throws by itself, out of a run, leaves the outer generator in
  the outer mapping.
info: |
  yield*

  During yield* the inner generator runs in its own mapping, and the outer has its own
  back afterwards.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* inner() {
  yield;
  variable.run("run in inner", () => {
    throw variable.get();
  });
}
const delegate = variable.run("inner creation", inner);

function* outer() {
  try {
    yield* delegate;
  } catch (error) {
    yield error + ", " + variable.get();
  }
}
const iterator = variable.run("outer creation", outer);

iterator.next();
assert.sameValue(
  variable.run("resumption", () => iterator.next().value),
  "run in inner, outer creation",
  "mapping of the throw and of the catch block"
);
