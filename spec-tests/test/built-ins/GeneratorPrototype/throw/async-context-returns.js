// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A body that returns from the catch block of a throw() does so in its own mapping, and
  the caller has its own back.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The mapping of the caller is back when the generator returns.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  try {
    yield;
  } catch (error) {
    return variable.get();
  }
}

const iterator = variable.run("creation", generator);
iterator.next();

variable.run("throwing", () => {
  const result = iterator.throw(new Test262Error());
  assert.sameValue(result.value, "creation", "returned value");
  assert.sameValue(result.done, true, "the generator is done");
  assert.sameValue(variable.get(), "throwing", "mapping of the caller");
});
