// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  The whole mapping is captured: variables that are set at the creation are seen by the
  body, those of the resumer are not.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const first = new AsyncContext.Variable({ defaultValue: "no first" });
const second = new AsyncContext.Variable({ defaultValue: "no second" });
const third = new AsyncContext.Variable({ defaultValue: "no third" });

function* generator() {
  yield first.get() + ", " + second.get() + ", " + third.get();
}

const iterator = first.run("1", () => second.run("2", generator));

assert.sameValue(
  third.run("3", () => first.run("other", () => iterator.next().value)),
  "1, 2, no third",
  "the mapping is replaced, not merged"
);
