// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  An async generator that is asked for its iterator where it is created has the mapping
  of its creation, however it leaves.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions, Symbol.asyncIterator]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
let iterator;

async function* generator() {
  yield variable.get();
  yield variable.get();
}

asyncTest(async function () {
  variable.run("creation", () => {
    const created = generator();
    iterator = created[Symbol.asyncIterator]();
    assert.sameValue(iterator, created, "an async generator is its own iterator");
  });

  const seen = [];
  seen.push((await variable.run("resumption", () => iterator.next())).value);
  seen.push((await iterator.next()).value);
  assert.compareArray(seen, ["creation", "creation"], "mapping of the body");
});
