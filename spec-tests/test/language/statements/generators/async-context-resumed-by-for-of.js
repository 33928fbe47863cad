// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A for-of statement runs the body of a generator in the mapping of the generator and its
  own body in that of the loop.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  A generator resumed by for-of, spread, destructuring or Array.from runs in its own
  mapping.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

function* generator() {
  yield variable.get();
  yield variable.get();
}

const iterator = variable.run("creation", generator);
variable.run("loop", () => {
  for (const value of iterator) {
    seen.push(value, variable.get());
  }
  seen.push(variable.get());
});

assert.compareArray(
  seen,
  ["creation", "loop", "creation", "loop", "loop"],
  "mapping of the generator and of the loop in turns, and after the loop"
);
