// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  The iterator method returns its this value, whatever that is and in whichever mapping,
  and a generator keeps its own.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return
  and throw.
features: [AsyncContext, Symbol.iterator, Reflect, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
}
const iterator = variable.run("creation", generator);
const take = iterator[Symbol.iterator];

assert.sameValue(variable.run("other", () => iterator[Symbol.iterator]()), iterator, "in a run");
assert.sameValue(iterator[Symbol.iterator](), iterator, "outside of every run");
for (const value of [undefined, null, 5, "text", take, {}]) {
  assert.sameValue(Reflect.apply(take, value, []), value, "this value of type " + typeof value);
}
assert.sameValue(iterator.next().value, "creation", "mapping of the body");
