// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A return() of a generator that was not started runs nothing of its body and leaves the
  caller in its mapping.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The mapping of the caller is back when the generator returns.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
let calls = 0;

function* generator() {
  calls++;
  yield variable.get();
}

const iterator = variable.run("creation", generator);

variable.run("closing", () => {
  const result = iterator.return("result");
  assert.sameValue(result.value, "result", "value of the result");
  assert.sameValue(result.done, true, "the generator is done");
  assert.sameValue(variable.get(), "closing", "mapping of the caller");
});

assert.sameValue(iterator.next().done, true, "the generator stays done");
assert.sameValue(variable.get(), "default", "mapping outside of every run");
assert.sameValue(calls, 0, "the body never ran");
