// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A this value that is not an object is refused, and the function is not
  called
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  AsyncContext.Snapshot.prototype.run throws a TypeError unless this is an
  AsyncContext.Snapshot.
features: [AsyncContext, Symbol, BigInt]
---*/

const run = AsyncContext.Snapshot.prototype.run;
const values = [undefined, null, true, false, 0, NaN, 1n, "", "snapshot", Symbol("snapshot")];
let calls = 0;
const func = function() {
  calls += 1;
};

for (const value of values) {
  assert.throws(TypeError, function() {
    run.call(value, func);
  }, "this is " + String(value));
}
assert.throws(TypeError, function() {
  run(func);
}, "called as a function");

assert.sameValue(calls, 0, "the function is never called");
