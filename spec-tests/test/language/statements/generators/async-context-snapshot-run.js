// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generatorstart
description: >
  A generator that is created by AsyncContext.Snapshot.prototype.run has the mapping of
  the snapshot.
info: |
  GeneratorStart ( generator, generatorBody )

  A generator captures the mapping at its creation, not at its first resumption.
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

function* generator() {
  yield variable.get();
  yield variable.get();
}

const snapshot = variable.run("snapshot", () => new AsyncContext.Snapshot());
const iterator = variable.run("caller", () => snapshot.run(generator));

assert.sameValue(iterator.next().value, "snapshot", "resumed outside of every run");
assert.sameValue(
  variable.run("resumption", () => iterator.next().value),
  "snapshot",
  "resumed in another run"
);
