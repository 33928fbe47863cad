// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator that is created among the arguments of a run call has the mapping outside of
  that run.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
}

function first(iterator) {
  return iterator.next().value;
}

assert.sameValue(
  variable.run("callee", first, generator()),
  "default",
  "the arguments of the call are evaluated before the mapping is swapped"
);
assert.sameValue(
  variable.run("caller", () => variable.run("callee", first, generator())),
  "caller",
  "the same in a run of its own"
);
