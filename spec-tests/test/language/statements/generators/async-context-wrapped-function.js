// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator function that was wrapped by AsyncContext.Snapshot.wrap creates its
  generators in the mapping of the wrap.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
}

const wrapped = variable.run("wrap", () => AsyncContext.Snapshot.wrap(generator));
const iterator = variable.run("caller", () => wrapped());

assert.sameValue(
  variable.run("resumption", () => iterator.next().value),
  "wrap",
  "mapping of the body"
);
