// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A finally block that yields under return() gives the caller its mapping back, and goes
  on in the mapping of the generator when it is resumed.
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
  } finally {
    yield variable.get();
    seen.push(variable.get());
  }
}

const iterator = variable.run("creation", generator);
iterator.next();
variable.run("closing", () => {
  seen.push(iterator.return("result").value);
  seen.push(variable.get());
});
const last = variable.run("resumption", () => iterator.next());

assert.compareArray(
  seen,
  ["creation", "closing", "creation"],
  "mapping of the finally block, of the caller, and of the finally block when resumed"
);
assert.sameValue(last.value, "result", "the value of return() is kept");
assert.sameValue(last.done, true, "the generator is done");
