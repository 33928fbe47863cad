// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A closure that the body yields is an ordinary function, which is called in the mapping
  of its caller.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The mapping of the caller is back when the generator yields.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield () => variable.get();
}

const iterator = variable.run("creation", generator);
const closure = iterator.next().value;

assert.sameValue(closure(), "default", "called outside of every run");
assert.sameValue(variable.run("caller", closure), "caller", "called in a run");
