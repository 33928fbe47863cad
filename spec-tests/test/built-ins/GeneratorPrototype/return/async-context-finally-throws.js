// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  When a finally block throws under return(), the caller has its own mapping back.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The mapping of the caller is back when the generator throws.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  try {
    yield;
  } finally {
    throw new Test262Error(variable.get());
  }
}

const iterator = variable.run("creation", generator);
iterator.next();
let message;

variable.run("closing", () => {
  try {
    iterator.return();
  } catch (error) {
    message = error.message;
  }
  assert.sameValue(variable.get(), "closing", "mapping of the caller");
});

assert.sameValue(message, "creation", "the finally block ran in the mapping of the generator");
assert.sameValue(variable.get(), "default", "mapping outside of every run");
