// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  The prototype property of the generator function has no influence on the capture.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const next = Object.getPrototypeOf(function* () {}).prototype.next;

const generator = function* () {
  yield variable.get();
};
generator.prototype = {};

const iterator = variable.run("creation", generator);

assert.sameValue(iterator.next, undefined, "the generator does not inherit next");
assert.sameValue(
  variable.run("resumption", () => next.call(iterator).value),
  "creation",
  "mapping of the body"
);
