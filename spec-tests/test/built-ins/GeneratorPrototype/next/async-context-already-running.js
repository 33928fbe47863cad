// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  Resuming a generator that is running throws a TypeError into its body, which keeps its
  mapping.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

function* generator() {
  for (const name of ["next", "return", "throw"]) {
    assert.throws(TypeError, () => iterator[name](), name);
    seen.push(variable.get());
  }
  yield;
  seen.push(variable.get());
}

const iterator = variable.run("creation", generator);
variable.run("resumption", () => {
  iterator.next();
  seen.push(variable.get());
});
iterator.next();

assert.compareArray(
  seen,
  ["creation", "creation", "creation", "resumption", "creation"],
  "mapping of the body after each TypeError, of the caller, and of the body afterwards"
);
