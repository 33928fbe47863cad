// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  An async generator of another realm captures the mapping of the agent at its creation.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, cross-realm, async-functions, async-iteration]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const generator = $262.createRealm().evalScript(
  "(async function* (variable) { yield variable.get(); await null; yield variable.get(); })"
);

asyncTest(async function () {
  const iterator = variable.run("creation", generator, variable);
  const seen = await variable.run("loop", async () => {
    const values = [];
    for await (const value of iterator) values.push(value + ", " + variable.get());
    return values;
  });

  assert.compareArray(seen, ["creation, loop", "creation, loop"], "mapping of the body and the loop");
});
