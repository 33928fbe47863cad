// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  Generators that delegate to each other over three levels run each in its own mapping,
  and hand their return values up in it.
info: |
  yield*

  During yield* the inner generator runs in its own mapping, and the outer has its own
  back afterwards.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* third() {
  yield "third: " + variable.get();
  return "returned by " + variable.get();
}
const c = variable.run("c", third);

function* second() {
  const value = yield* c;
  yield value + ", received by " + variable.get();
}
const b = variable.run("b", second);

function* first() {
  yield* b;
  yield "first: " + variable.get();
}
const a = variable.run("a", first);

const seen = [];
for (let count = 0; count < 3; count++) {
  seen.push(variable.run("resumption", () => a.next().value));
}

assert.compareArray(
  seen,
  ["third: c", "returned by c, received by b", "first: a"],
  "mapping of each level"
);
