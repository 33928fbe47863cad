// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A generator whose prototype was removed keeps its mapping under a borrowed next.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return
  and throw.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const { next } = Object.getPrototypeOf(function* () {}).prototype;

function* generator() {
  yield variable.get();
}
const iterator = variable.run("creation", () => Object.setPrototypeOf(generator(), null));

assert.sameValue(
  variable.run("resumption", () => next.call(iterator).value),
  "creation",
  "mapping of the body"
);
