// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator of a generator expression has the mapping of its creation.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const iterator = variable.run("creation", function* () {
  yield variable.get();
});

assert.sameValue(iterator.next().value, "creation", "resumed outside of every run");
assert.sameValue(variable.get(), "default", "the resumer keeps its mapping");
