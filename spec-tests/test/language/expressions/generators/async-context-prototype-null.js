// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator whose function has the prototype property null inherits from the intrinsic
  prototype and keeps its mapping.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const generator = function* () {
  yield variable.get();
  yield variable.get();
};
generator.prototype = null;
const iterator = variable.run("creation", () => generator());

assert.sameValue(
  Object.getPrototypeOf(iterator),
  Object.getPrototypeOf(function* () {}).prototype,
  "the intrinsic prototype"
);
assert.sameValue(variable.run("resumption", () => iterator.next().value), "creation", "in a run");
assert.sameValue(iterator.next().value, "creation", "outside of every run");
