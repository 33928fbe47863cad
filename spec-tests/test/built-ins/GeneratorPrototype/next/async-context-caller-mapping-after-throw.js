// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  After next() made the body throw, the caller has its own mapping back.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The mapping of the caller is back when the generator throws.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  throw new Test262Error(variable.get());
}

const inRun = variable.run("creation", generator);
const outside = variable.run("creation", generator);
let message;

variable.run("resumption", () => {
  try {
    inRun.next();
  } catch (error) {
    message = error.message;
    assert.sameValue(variable.get(), "resumption", "mapping of the catch block of the caller");
  }
  assert.sameValue(variable.get(), "resumption", "mapping of the caller in a run");
});
assert.sameValue(message, "creation", "the body threw in its own mapping");

assert.throws(Test262Error, () => outside.next(), "the body throws outside of every run");
assert.sameValue(variable.get(), "default", "mapping of the caller outside of every run");
