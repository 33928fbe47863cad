// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator that was created outside of a run keeps its mapping although the function of
  the run returns it.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
}

const outside = generator();
assert.sameValue(
  variable.run("passer", () => outside).next().value,
  "default",
  "created outside of every run"
);

variable.run("outer", () => {
  const iterator = generator();
  const same = variable.run("inner", () => iterator);
  assert.sameValue(same.next().value, "outer", "created in the outer run");
});
