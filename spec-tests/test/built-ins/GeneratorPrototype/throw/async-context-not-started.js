// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A throw() of a generator that was not started runs nothing of its body and leaves the
  caller in its mapping.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The mapping of the caller is back when the generator throws.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
let calls = 0;

function* generator() {
  calls++;
  yield variable.get();
}

const iterator = variable.run("creation", generator);

variable.run("throwing", () => {
  assert.throws(Test262Error, () => iterator.throw(new Test262Error()), "first throw()");
  assert.sameValue(variable.get(), "throwing", "mapping of the caller");
  assert.throws(Test262Error, () => iterator.throw(new Test262Error()), "throw() of a done one");
  assert.sameValue(variable.get(), "throwing", "mapping of the caller, the generator being done");
});

assert.sameValue(variable.get(), "default", "mapping outside of every run");
assert.sameValue(calls, 0, "the body never ran");
