// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  yield* over an array reads its elements in the mapping of the outer generator.
info: |
  yield*

  During yield* over an iterator that is no generator the methods of the iterator run in
  the mapping of the outer generator.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const array = variable.run("array", () => {
  const result = [];
  for (const index of [0, 1]) {
    Object.defineProperty(result, index, { get: () => variable.get() });
  }
  return result;
});

function* generator() {
  yield* array;
}
const iterator = variable.run("creation", generator);

assert.compareArray(
  [variable.run("resumption", () => iterator.next().value), iterator.next().value],
  ["creation", "creation"],
  "mapping of the getters of the elements"
);
