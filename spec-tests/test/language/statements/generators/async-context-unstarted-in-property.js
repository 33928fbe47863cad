// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator that is stored in a property of this by a constructor, and started by a
  method later, keeps the mapping of the constructor call.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

class Walker {
  constructor() {
    this.steps = this.walk();
  }
  *walk() {
    while (true) {
      yield variable.get();
    }
  }
  step() {
    return this.steps.next().value;
  }
}

const walker = variable.run("construction", () => new Walker());

assert.sameValue(variable.run("step", () => walker.step()), "construction", "first step");
assert.sameValue(walker.step(), "construction", "second step");
