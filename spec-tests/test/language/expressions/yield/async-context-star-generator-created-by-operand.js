// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  An inner generator that is created by the operand of yield*, also in a run there, has
  the mapping of that creation.
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

function* outer() {
  yield* inner();
  yield* variable.run("operand", inner);
}
const iterator = variable.run("creation", outer);

const seen = [];
for (const name of ["a", "b", "c", "d"]) {
  seen.push(variable.run(name, () => iterator.next().value));
}

assert.compareArray(
  seen,
  ["creation", "creation", "operand", "operand"],
  "the body of the outer generator creates in its own mapping, or in that of its run"
);
