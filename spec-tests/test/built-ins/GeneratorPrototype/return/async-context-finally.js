// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A finally block that return() runs is in the mapping of the generator, and the caller of
  return() has its own back.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.

  The mapping of the caller is back when the generator returns.
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
variable.run("closing", () => {
  const result = iterator.return("result");
  assert.sameValue(result.value, "result", "value of the result");
  assert.sameValue(result.done, true, "the generator is done");
  seen.push(variable.get());
});
seen.push(variable.get());

assert.compareArray(
  seen,
  ["creation", "closing", "default"],
  "mapping of the finally block, of the caller, and outside of every run"
);
