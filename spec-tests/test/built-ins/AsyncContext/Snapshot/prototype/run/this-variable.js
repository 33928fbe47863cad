// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  An AsyncContext.Variable is refused, and a snapshot by the run of variables
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  AsyncContext.Snapshot.prototype.run throws a TypeError unless this is an
  AsyncContext.Snapshot.
features: [AsyncContext]
---*/

const snapshot = new AsyncContext.Snapshot();
const variable = new AsyncContext.Variable();
let calls = 0;
const func = function() {
  calls += 1;
};

assert.throws(TypeError, function() {
  AsyncContext.Snapshot.prototype.run.call(variable, func);
}, "the run of snapshots with a variable");
assert.throws(TypeError, function() {
  AsyncContext.Variable.prototype.run.call(snapshot, "value", func);
}, "the run of variables with a snapshot");

assert.sameValue(calls, 0, "the function is never called");
