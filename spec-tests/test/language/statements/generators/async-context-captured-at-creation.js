// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator that is created in one extent and first resumed in another has the mapping
  of its creation.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
}

const iterator = variable.run("creation", generator);
const seen = variable.run("first resumption", () => iterator.next().value);

assert.sameValue(seen, "creation", "the first next() does not bring its own mapping into the body");
