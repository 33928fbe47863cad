// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  An array pattern resumes, and then closes, the generator in its own mapping, while its
  initializers are in the mapping of the pattern.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  A generator resumed by for-of, spread, destructuring or Array.from runs in its own
  mapping.
includes: [compareArray.js]
features: [AsyncContext, generators, destructuring-binding]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

function* generator() {
  try {
    yield variable.get();
    yield undefined;
    yield "not reached";
  } finally {
    seen.push("finally " + variable.get());
  }
}

const iterator = variable.run("creation", generator);
variable.run("pattern", () => {
  const [first, second = "initializer " + variable.get()] = iterator;
  seen.push(first, second, variable.get());
});

assert.compareArray(
  seen,
  ["finally creation", "creation", "initializer pattern", "pattern"],
  "mapping of the finally block, of the body, of the initializer, and after the pattern"
);
