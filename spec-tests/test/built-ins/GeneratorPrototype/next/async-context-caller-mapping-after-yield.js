// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  After next() made the generator yield, the caller has its own mapping back.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The mapping of the caller is back when the generator yields.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
  yield variable.get();
}

const iterator = variable.run("creation", generator);

variable.run("resumption", () => {
  assert.sameValue(iterator.next().value, "creation", "the body ran in its own mapping");
  assert.sameValue(variable.get(), "resumption", "mapping of the caller in a run");
});

assert.sameValue(iterator.next().value, "creation", "the body ran in its own mapping again");
assert.sameValue(variable.get(), "default", "mapping of the caller outside of every run");
