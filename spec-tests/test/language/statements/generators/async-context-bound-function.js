// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A bound generator function captures when it is called, not when it is bound.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators, Reflect]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
}

const bound = variable.run("bind", () => generator.bind(null));
const called = variable.run("call", () => bound());
const applied = variable.run("apply", () => Reflect.apply(bound, undefined, []));

assert.sameValue(called.next().value, "call", "ordinary call");
assert.sameValue(applied.next().value, "apply", "Reflect.apply");
