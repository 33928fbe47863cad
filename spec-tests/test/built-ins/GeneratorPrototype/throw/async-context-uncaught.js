// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  When the body does not catch the exception of throw(), the caller has its own mapping
  back.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The mapping of the caller is back when the generator throws.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield;
}

const inRun = variable.run("creation", generator);
const outside = variable.run("creation", generator);
inRun.next();
outside.next();

variable.run("throwing", () => {
  assert.throws(Test262Error, () => inRun.throw(new Test262Error()), "in a run");
  assert.sameValue(variable.get(), "throwing", "mapping of the caller in a run");
});

assert.throws(Test262Error, () => outside.throw(new Test262Error()), "outside of every run");
assert.sameValue(variable.get(), "default", "mapping of the caller outside of every run");
