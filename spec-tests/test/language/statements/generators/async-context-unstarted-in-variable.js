// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator that leaves the extent of its creation unstarted, in a variable of the outer
  scope, keeps the mapping of its creation.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
  yield variable.get();
}

let iterator;
variable.run("creation", () => {
  iterator = generator();
});

assert.sameValue(iterator.next().value, "creation", "resumed outside of every run");
assert.sameValue(
  variable.run("resumption", () => iterator.next().value),
  "creation",
  "resumed in another run"
);
