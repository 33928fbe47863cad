// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  An async generator that a snapshot of the empty mapping creates has the empty mapping,
  wherever it is first resumed.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const empty = new AsyncContext.Snapshot();

async function* generator() {
  yield variable.get();
  yield variable.get();
}
const wrapped = AsyncContext.Snapshot.wrap(generator);

asyncTest(async function () {
  for (const [create, how] of [
    [() => empty.run(generator), "run of the snapshot"],
    [() => variable.run("outer", () => empty.run(generator)), "run of the snapshot inside of a run"],
    [wrapped, "wrapped function"],
    [() => variable.run("outer", wrapped), "wrapped function inside of a run"],
  ]) {
    const iterator = create();
    const seen = [];
    seen.push((await variable.run("resumption", () => iterator.next())).value);
    seen.push((await iterator.next()).value);
    assert.compareArray(seen, ["default", "default"], "mapping of the body: " + how);
  }
});
