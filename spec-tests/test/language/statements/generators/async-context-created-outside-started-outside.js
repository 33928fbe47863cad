// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator that is created and started outside of every run keeps the empty mapping
  when it is resumed in runs.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  while (true) {
    yield variable.get();
  }
}

const iterator = generator();

assert.sameValue(iterator.next().value, "default", "started outside");
assert.sameValue(
  variable.run("resumption", () => iterator.next().value),
  "default",
  "resumed in a run"
);
assert.sameValue(
  variable.run("outer", () => variable.run("inner", () => iterator.next().value)),
  "default",
  "resumed in a nested run"
);
