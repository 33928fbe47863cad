// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  Every next(), from whatever mapping, resumes the body in the mapping of the generator.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  while (true) {
    yield variable.get();
  }
}

const iterator = variable.run("creation", generator);

assert.compareArray(
  [
    variable.run("first", () => iterator.next().value),
    variable.run("second", () => iterator.next().value),
    variable.run("outer", () => variable.run("inner", () => iterator.next().value)),
    iterator.next().value,
  ],
  ["creation", "creation", "creation", "creation"],
  "mapping of the body at each next()"
);
