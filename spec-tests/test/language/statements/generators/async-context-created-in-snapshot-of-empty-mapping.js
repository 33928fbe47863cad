// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator that a snapshot of the empty mapping creates has the empty mapping,
  wherever it is first resumed.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const empty = new AsyncContext.Snapshot();

function* generator() {
  yield variable.get();
  yield variable.get();
}
const wrapped = AsyncContext.Snapshot.wrap(generator);

for (const [create, how] of [
  [() => empty.run(generator), "run of the snapshot"],
  [() => variable.run("outer", () => empty.run(generator)), "run of the snapshot inside of a run"],
  [wrapped, "wrapped function"],
  [() => variable.run("outer", wrapped), "wrapped function inside of a run"],
]) {
  const iterator = create();
  const seen = [];
  seen.push(variable.run("resumption", () => iterator.next().value));
  seen.push(iterator.next().value);
  assert.compareArray(seen, ["default", "default"], "mapping of the body: " + how);
}
