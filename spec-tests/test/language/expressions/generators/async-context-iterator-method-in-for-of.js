// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A for-of statement over an iterable with a generator method creates the generator in the
  mapping of the loop.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
includes: [compareArray.js]
features: [AsyncContext, generators, Symbol.iterator]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

const iterable = variable.run("definition", () => ({
  *[Symbol.iterator]() {
    yield variable.get();
    yield variable.get();
  },
}));

variable.run("loop", () => {
  for (const value of iterable) {
    seen.push(value);
  }
});
for (const value of iterable) {
  seen.push(value);
}

assert.compareArray(
  seen,
  ["loop", "loop", "default", "default"],
  "mapping of the body in each loop"
);
