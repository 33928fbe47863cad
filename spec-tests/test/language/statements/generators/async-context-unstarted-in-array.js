// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  Generators that are returned from the extent of their creation unstarted, as elements of
  an array, keep the mapping of their creation.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
}

const iterators = variable.run("outer", () => [
  generator(),
  ...variable.run("inner", () => [generator()]),
]);

assert.compareArray(
  variable.run("resumption", () => iterators.map((iterator) => iterator.next().value)),
  ["outer", "inner"],
  "each generator has the mapping of its own creation"
);
