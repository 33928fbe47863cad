// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  An inner generator that was created and started outside of every run stays in the empty
  mapping during yield*.
info: |
  yield*

  During yield* the inner generator runs in its own mapping, and the outer has its own
  back afterwards.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* inner() {
  yield variable.get();
  yield variable.get();
}
const delegate = inner();
assert.sameValue(delegate.next().value, "default", "the inner generator was started outside");

function* outer() {
  yield* delegate;
  yield variable.get();
}
const iterator = variable.run("outer creation", outer);

assert.compareArray(
  variable.run("resumption", () => [...iterator]),
  ["default", "outer creation"],
  "the variables of the outer generator are not set in the inner body"
);
