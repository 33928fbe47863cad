// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  Methods that were taken from the prototype before any variable was set resume a body
  in its own mapping.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The body of a generator runs in its own mapping on every resumption by next, return
  and throw.
features: [AsyncContext, generators, optional-catch-binding]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  while (true) {
    try {
      yield variable.get();
    } catch {
      yield "caught in " + variable.get();
    }
  }
}
const { next, throw: raise, return: end } = Object.getPrototypeOf(generator.prototype);
const bind = Function.prototype.bind;

const iterator = variable.run("creation", () => generator());
const resume = bind.call(next, iterator);
assert.sameValue(next.call(iterator).value, "creation", "next");
assert.sameValue(variable.run("resumption", () => resume().value), "creation", "a bound next");
assert.sameValue(
  variable.run("resumption", () => raise.call(iterator, 0).value),
  "caught in creation",
  "throw"
);
assert.sameValue(variable.run("resumption", () => end.call(iterator, 1).value), 1, "return");
