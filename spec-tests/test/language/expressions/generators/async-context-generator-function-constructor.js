// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator of a function that the GeneratorFunction constructor made has the mapping of
  its creation.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const GeneratorFunction = Object.getPrototypeOf(function* () {}).constructor;

const generator = variable.run("definition", () =>
  GeneratorFunction("variable", "yield variable.get(); yield variable.get();")
);
const iterator = variable.run("creation", generator, variable);

assert.sameValue(
  variable.run("resumption", () => iterator.next().value),
  "creation",
  "resumed in another run"
);
assert.sameValue(iterator.next().value, "creation", "resumed outside of every run");
