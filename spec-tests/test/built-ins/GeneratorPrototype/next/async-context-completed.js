// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A next() of a generator that is done leaves the caller in its mapping.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The mapping of the caller is back when the generator returns.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {}

const iterator = variable.run("creation", generator);
iterator.next();

variable.run("caller", () => {
  const result = iterator.next();
  assert.sameValue(result.done, true, "the generator is done");
  assert.sameValue(result.value, undefined, "no value");
  assert.sameValue(variable.get(), "caller", "mapping of the caller");
});

assert.sameValue(iterator.next().done, true, "still done");
assert.sameValue(variable.get(), "default", "mapping outside of every run");
