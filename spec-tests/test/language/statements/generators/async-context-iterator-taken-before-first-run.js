// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator that was created, and asked for its iterator, before any variable was set
  has the empty mapping when it is first resumed in a run.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, Symbol.iterator, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
  yield variable.get();
}
const iterator = generator()[Symbol.iterator]();

assert.sameValue(variable.run("first", () => iterator.next().value), "default", "first resumption");
assert.sameValue(variable.run("second", () => iterator.next().value), "default", "second resumption");
