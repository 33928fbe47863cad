// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  The extent in which a generator function is defined has no influence on the generators
  that it creates.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function define() {
  function* generator() {
    yield variable.get();
  }
  return generator;
}

const generator = variable.run("definition", define);

const inRun = variable.run("creation", generator);
assert.sameValue(inRun.next().value, "creation", "a call in a run");

const outside = generator();
assert.sameValue(outside.next().value, "default", "a call outside of every run");
