// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  After next() made the body return, the caller has its own mapping back.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The mapping of the caller is back when the generator returns.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  return variable.get();
}

const inRun = variable.run("creation", generator);
const outside = variable.run("creation", generator);

variable.run("resumption", () => {
  const result = inRun.next();
  assert.sameValue(result.value, "creation", "returned value");
  assert.sameValue(result.done, true, "the body is done");
  assert.sameValue(variable.get(), "resumption", "mapping of the caller in a run");
});

assert.sameValue(outside.next().done, true, "the body is done");
assert.sameValue(variable.get(), "default", "mapping of the caller outside of every run");
