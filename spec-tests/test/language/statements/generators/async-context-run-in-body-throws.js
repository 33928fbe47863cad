// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A run in the body of a generator that throws, and whose exception the body catches, is
  over before the next yield.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  A run inside the body of a generator is over before a yield, so the mapping at each
  yield is that of its creation.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  try {
    variable.run("in body", () => {
      throw new Test262Error();
    });
  } catch (error) {
    yield variable.get();
  }
  yield variable.get();
}

const iterator = variable.run("creation", generator);

assert.compareArray(
  [variable.run("first", () => iterator.next().value), iterator.next().value],
  ["creation", "creation"],
  "mapping of the catch block and after it"
);
