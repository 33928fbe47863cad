// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  An async generator that is created in one extent and first resumed in another has the
  mapping of its creation.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  yield variable.get();
}

asyncTest(async function () {
  const iterator = variable.run("creation", generator);
  const result = await variable.run("resumption", () => iterator.next());

  assert.sameValue(
    result.value,
    "creation",
    "the first next() does not bring its own mapping into the body"
  );
});
