// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorresume
description: >
  A next() whose receiver is no generator throws a TypeError and leaves the mapping of the
  caller alone.
info: |
  GeneratorResume, GeneratorResumeAbrupt and GeneratorYield

  The mapping of the caller is back when the generator throws.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
}

const iterator = variable.run("creation", generator);
let reached = false;

variable.run("caller", () => {
  for (const receiver of [undefined, null, 1, "string", {}, [], generator, generator.prototype]) {
    assert.throws(TypeError, () => iterator.next.call(receiver), String(typeof receiver));
    assert.sameValue(variable.get(), "caller", "mapping after the TypeError");
  }
  reached = true;
});

assert(reached, "all receivers were tried");
assert.sameValue(iterator.next().value, "creation", "the generator itself is untouched");
