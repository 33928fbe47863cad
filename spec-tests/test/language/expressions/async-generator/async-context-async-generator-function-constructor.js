// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  An async generator of a function that the AsyncGeneratorFunction constructor made has
  the mapping of its creation.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const AsyncGeneratorFunction = Object.getPrototypeOf(async function* () {}).constructor;

asyncTest(async function () {
  const generator = variable.run("definition", () =>
    AsyncGeneratorFunction(
      "variable",
      "yield variable.get(); await null; yield variable.get();"
    )
  );
  const iterator = variable.run("creation", generator, variable);

  const first = await variable.run("resumption", () => iterator.next());
  assert.sameValue(first.value, "creation", "resumed in another run");
  assert.sameValue((await iterator.next()).value, "creation", "resumed outside of every run");
});
