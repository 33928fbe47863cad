// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  The function runs in the mapping of the snapshot, not in that of the caller
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  During the call the current mapping is the one of the snapshot, for every
  variable.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const read = () => variable.get();
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());

assert.sameValue(snapshot.run(read), "captured", "called where the variable is not set");
assert.sameValue(
  variable.run("current", () => snapshot.run(read)),
  "captured",
  "called where the variable has another value"
);
