// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  The mapping is that of the generator that next is called on, not that of the one that it
  was read from.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
}

const a = variable.run("a", generator);
const b = variable.run("b", generator);

assert.sameValue(variable.run("resumption", () => a.next.call(b).value), "b", "called on b");
assert.sameValue(variable.run("resumption", () => b.next.call(a).value), "a", "called on a");
