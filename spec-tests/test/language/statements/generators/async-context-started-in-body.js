// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator that the body of another one creates and starts has the mapping of that
  one, whoever resumes it later.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* inner() {
  yield variable.get();
  yield variable.get();
}
function* outer() {
  const created = inner();
  created.next();
  yield created;
}
const iterator = variable.run("creation", outer);
const created = variable.run("resumption", () => iterator.next().value);

assert.sameValue(variable.run("other", () => created.next().value), "creation", "mapping of the body");
