// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A for-of statement whose body throws runs the finally block of the generator in the
  mapping of the generator, and the catch block around it is in the mapping of the loop.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.

  A generator resumed by for-of, spread, destructuring or Array.from runs in its own
  mapping.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

function* generator() {
  try {
    yield;
  } finally {
    seen.push("finally " + variable.get());
  }
}

const iterator = variable.run("creation", generator);
variable.run("loop", () => {
  try {
    for (const value of iterator) {
      variable.run("body", () => {
        throw new Test262Error();
      });
    }
  } catch (error) {
    seen.push("catch " + variable.get());
  }
});

assert.compareArray(seen, ["finally creation", "catch loop"], "mapping of each block");
