// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  Generator methods of an object literal, also with a computed name, capture when they are
  called.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators, Symbol.iterator]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const object = variable.run("definition", () => ({
  *method() {
    yield variable.get();
  },
  *[Symbol.iterator]() {
    yield variable.get();
  },
}));

const method = variable.run("method", () => object.method());
const iterator = variable.run("iterator", () => object[Symbol.iterator]());

assert.sameValue(
  variable.run("resumption", () => method.next().value),
  "method",
  "method with a literal name"
);
assert.sameValue(
  variable.run("resumption", () => iterator.next().value),
  "iterator",
  "method with a computed name"
);
