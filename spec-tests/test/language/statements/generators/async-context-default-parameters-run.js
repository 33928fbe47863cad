// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A run inside of a default parameter is over when the generator is created.
info: |
  GeneratorStart ( generator, generatorBody )

  Default parameters are evaluated by the call of the generator function, in the mapping
  of the caller.
features: [AsyncContext, generators, default-parameters]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator(inner = variable.run("parameter", () => variable.get())) {
  yield inner;
  yield variable.get();
}

const iterator = variable.run("creation", () => generator());

assert.sameValue(iterator.next().value, "parameter", "value of the run in the parameter");
assert.sameValue(
  iterator.next().value,
  "creation",
  "the generator captures the mapping of the call, not that of the run in its parameters"
);
