// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator expression that is called where it stands, in a run, is captured there,
  although the generator is only started outside.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const holder = {};

variable.run("creation", () => {
  holder.iterator = (function* () {
    yield variable.get();
  })();
});

assert.sameValue(holder.iterator.next().value, "creation", "mapping of the body");
