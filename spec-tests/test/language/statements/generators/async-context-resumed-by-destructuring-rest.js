// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  An array assignment pattern with a rest element resumes a generator in its own mapping
  until it is done.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  A generator resumed by for-of, spread, destructuring or Array.from runs in its own
  mapping.
includes: [compareArray.js]
features: [AsyncContext, generators, destructuring-assignment]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
let first, rest;

function* generator() {
  yield variable.get();
  yield variable.get();
  yield variable.get();
}

const iterator = variable.run("creation", generator);
variable.run("pattern", () => {
  [first, ...rest] = iterator;
});

assert.sameValue(first, "creation", "first element");
assert.compareArray(rest, ["creation", "creation"], "rest element");
