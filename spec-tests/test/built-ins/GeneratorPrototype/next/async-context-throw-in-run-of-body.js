// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A body that throws out of a run of its own leaves neither that run's mapping nor its own
  behind.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The mapping of the caller is back when the generator throws.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  variable.run("in body", () => {
    throw new Test262Error(variable.get());
  });
  yield;
}

const iterator = variable.run("creation", generator);
let message;

variable.run("resumption", () => {
  try {
    iterator.next();
  } catch (error) {
    message = error.message;
  }
  assert.sameValue(variable.get(), "resumption", "mapping of the caller");
});

assert.sameValue(message, "in body", "the exception comes from the run in the body");
assert.sameValue(variable.get(), "default", "mapping outside of every run");
