// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A bound function keeps its this value and its arguments
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  The function of a snapshot run is called with undefined as this and the
  remaining arguments.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable();
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());
const receiver = {};
const bound = function(a, b) {
  return [this, a, b, variable.get()];
}.bind(receiver, "bound");

assert.compareArray(
  snapshot.run(bound, "given"),
  [receiver, "bound", "given", "captured"],
  "this value, arguments and value of the variable"
);
