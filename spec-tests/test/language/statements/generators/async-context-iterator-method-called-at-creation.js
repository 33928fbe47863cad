// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator that is asked for its iterator where it is created has the mapping of its
  creation, however it leaves.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
includes: [compareArray.js]
features: [AsyncContext, generators, Symbol.iterator]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
let iterator;

function* generator() {
  yield variable.get();
  yield variable.get();
}

variable.run("creation", () => {
  const created = generator();
  iterator = created[Symbol.iterator]();
  assert.sameValue(iterator, created, "a generator is its own iterator");
});

const seen = [];
seen.push(variable.run("resumption", () => iterator.next().value));
seen.push(iterator.next().value);
assert.compareArray(seen, ["creation", "creation"], "mapping of the body");
