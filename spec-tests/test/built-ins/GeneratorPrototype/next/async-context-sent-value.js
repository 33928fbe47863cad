// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  What follows the yield in its expression is evaluated in the mapping of the generator,
  also when next() sends a value from another run.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  return [(yield) + " " + variable.get(), (yield) + " " + variable.get()];
}

const iterator = variable.run("creation", generator);
iterator.next();
variable.run("first", () => iterator.next("one"));
const result = variable.run("second", () => iterator.next("two"));

assert.sameValue(result.done, true, "the body is done");
assert.compareArray(
  result.value,
  ["one creation", "two creation"],
  "sent values and mapping after each yield"
);
