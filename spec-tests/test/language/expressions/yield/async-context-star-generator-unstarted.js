// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  An inner generator that left the extent of its creation unstarted runs in the mapping of
  its creation when yield* starts it.
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
let delegate;
variable.run("inner creation", () => {
  delegate = inner();
});

function* outer() {
  yield* delegate;
  yield variable.get();
}
const iterator = variable.run("outer creation", outer);

assert.compareArray(
  variable.run("resumption", () => [...iterator]),
  ["inner creation", "inner creation", "outer creation"],
  "yield* does not bring the mapping of the outer generator into the inner body"
);
