// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator that is created outside of every run has the empty mapping, although it is
  first resumed inside of a run.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
  yield variable.get();
}

const iterator = generator();

assert.sameValue(
  variable.run("resumption", () => iterator.next().value),
  "default",
  "the variable of the resumer is not set in the body"
);
assert.sameValue(iterator.next().value, "default", "resumed outside of every run");
