// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator of another realm captures the mapping of the agent at its creation.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators, cross-realm]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const other = $262.createRealm();

const generator = other.evalScript("(function* (variable) { while (true) yield variable.get(); })");
const next = Object.getPrototypeOf(function* () {}).prototype.next;
const iterator = variable.run("creation", generator, variable);

assert.sameValue(
  variable.run("resumption", () => iterator.next().value),
  "creation",
  "resumed by the next method of the other realm"
);
assert.sameValue(
  variable.run("resumption", () => next.call(iterator).value),
  "creation",
  "resumed by the next method of this realm"
);
