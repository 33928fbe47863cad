// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  An operand of yield that throws does so in the mapping of the generator, whose catch
  block and next yield are in it too.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.

  The mapping of the caller is back when the generator throws.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function fail() {
  throw new Test262Error(variable.get());
}

function* generator() {
  try {
    yield fail();
  } catch (error) {
    yield error.message + ", " + variable.get();
  }
  yield fail();
}

const iterator = variable.run("creation", generator);

variable.run("resumption", () => {
  assert.sameValue(iterator.next().value, "creation, creation", "caught by the body");
  assert.throws(Test262Error, () => iterator.next(), "not caught by the body");
  assert.sameValue(variable.get(), "resumption", "mapping of the caller");
});
