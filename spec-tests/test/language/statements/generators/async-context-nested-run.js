// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator that is created in a nested run has the value of the innermost run, and one
  created after it that of the outer.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
}

let inner;
const outer = variable.run("outer", () => {
  inner = variable.run("inner", generator);
  return generator();
});

assert.sameValue(inner.next().value, "inner", "created in the nested run");
assert.sameValue(outer.next().value, "outer", "created after the nested run");
