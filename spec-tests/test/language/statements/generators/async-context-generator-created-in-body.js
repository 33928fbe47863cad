// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A generator that is created by the body of another one captures the mapping of that one,
  not that of its resumer.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return and
  throw.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* inner() {
  yield variable.get();
}

function* outer() {
  while (true) {
    yield inner();
  }
}

const iterator = variable.run("creation", outer);
const first = variable.run("resumption", () => iterator.next().value);
const second = iterator.next().value;

assert.sameValue(variable.run("other", () => first.next().value), "creation", "first generator");
assert.sameValue(variable.run("other", () => second.next().value), "creation", "second generator");
