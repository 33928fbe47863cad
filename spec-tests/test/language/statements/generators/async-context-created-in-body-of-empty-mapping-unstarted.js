// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator that leaves the body of one of the empty mapping unstarted has the empty
  mapping although it is first resumed in a run.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* inner() {
  yield variable.get();
}
function* outer() {
  yield;
  yield inner();
}
const iterator = outer();
iterator.next();
const created = variable.run("resumption", () => iterator.next().value);

assert.sameValue(variable.run("other", () => created.next().value), "default", "mapping of the body");
