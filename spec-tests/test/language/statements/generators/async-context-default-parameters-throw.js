// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A default parameter that throws does so in the mapping of the caller, which keeps it.
info: |
  GeneratorStart ( generator, generatorBody )

  Default parameters are evaluated by the call of the generator function, in the mapping
  of the caller.
features: [AsyncContext, generators, default-parameters]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
let seen;

function* generator(
  parameter = variable.run("parameter", () => {
    throw new Test262Error();
  })
) {
  throw new Error("the body is not reached");
}

variable.run("caller", () => {
  assert.throws(Test262Error, () => generator(), "the call of the generator function throws");
  seen = variable.get();
});

assert.sameValue(seen, "caller", "mapping after the abrupt call");
assert.sameValue(variable.get(), "default", "mapping after the run");
