// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A snapshot can be run while it is running
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  During the call the current mapping is the one of the snapshot, for every
  variable.

  The mapping of the caller is restored when the function returns.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable();
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());
const log = [];

function recurse(depth) {
  log.push(variable.get());
  if (depth > 0) {
    variable.run("inner " + depth, () => snapshot.run(recurse, depth - 1));
  }
  log.push(variable.get());
}
variable.run("caller", function() {
  snapshot.run(recurse, 2);
  log.push(variable.get());
});

assert.compareArray(
  log,
  ["captured", "captured", "captured", "captured", "captured", "captured", "caller"],
  "the captured value before and after each inner run"
);
