// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A catch block that throw() enters is in the mapping of the generator, and the caller of
  throw() has its own back.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.

  The mapping of the caller is back when the generator yields.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

function* generator() {
  try {
    yield;
  } catch (error) {
    seen.push(error + " " + variable.get());
    yield variable.get();
  }
}

const iterator = variable.run("creation", generator);
iterator.next();
variable.run("throwing", () => {
  seen.push(iterator.throw("caught in").value);
  seen.push(variable.get());
});

assert.compareArray(
  seen,
  ["caught in creation", "creation", "throwing"],
  "mapping of the catch block, at its yield, and of the caller"
);
