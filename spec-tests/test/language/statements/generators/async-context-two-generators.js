// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  Generators of one function that are resumed in turns have each the mapping of its own
  creation.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  while (true) {
    yield variable.get();
  }
}

const iterators = [variable.run("a", generator), variable.run("b", generator)];
const seen = [];

for (let round = 0; round < 2; round++) {
  for (const iterator of iterators) {
    seen.push(variable.run("resumption", () => iterator.next().value));
  }
}

assert.compareArray(seen, ["a", "b", "a", "b"], "mapping of the body at each resumption");
