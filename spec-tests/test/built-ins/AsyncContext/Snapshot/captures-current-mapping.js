// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  The captured value is that of the construction, wherever the snapshot is run
info: |
  The AsyncContext.Snapshot constructor

  A snapshot holds the mapping that is current at its construction.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const read = () => variable.get();

const snapshot = variable.run("construction", function() {
  return new AsyncContext.Snapshot();
});

assert.sameValue(snapshot.run(read), "construction", "run outside");
assert.sameValue(
  variable.run("elsewhere", () => snapshot.run(read)),
  "construction",
  "run where the variable has another value"
);
