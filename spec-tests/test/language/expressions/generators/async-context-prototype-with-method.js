// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator whose prototype inherits from the intrinsic one and has a method that
  resumes it keeps its mapping.
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
generator.prototype = Object.create(generator.prototype, {
  step: {
    value() {
      return this.next().value;
    },
  },
});
const iterator = variable.run("creation", () => generator());

assert.sameValue(variable.run("resumption", () => iterator.step()), "creation", "in a run");
assert.sameValue(iterator.step(), "creation", "outside of every run");
