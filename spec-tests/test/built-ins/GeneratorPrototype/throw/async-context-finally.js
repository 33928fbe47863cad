// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A finally block that an uncaught throw() runs is in the mapping of the generator, and
  the caller has its own back.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.

  The mapping of the caller is back when the generator throws.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

function* generator() {
  try {
    yield;
  } finally {
    seen.push(variable.get());
  }
}

const iterator = variable.run("creation", generator);
iterator.next();
variable.run("throwing", () => {
  assert.throws(Test262Error, () => iterator.throw(new Test262Error()), "not caught by the body");
  seen.push(variable.get());
});
seen.push(variable.get());

assert.compareArray(
  seen,
  ["creation", "throwing", "default"],
  "mapping of the finally block, of the caller, and outside of every run"
);
