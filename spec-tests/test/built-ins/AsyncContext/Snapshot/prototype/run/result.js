// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  The result of the function is returned as it is, whatever it is
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  The result of the function is the result of the snapshot run.
features: [AsyncContext, Symbol, BigInt]
---*/

const snapshot = new AsyncContext.Snapshot();
const thenable = {
  then() {
    throw new Test262Error("then must not be called");
  }
};
const values = [
  undefined, null, true, -0, NaN, "", 1n, Symbol("result"), {}, function() {},
  Promise.resolve(), thenable, snapshot
];

for (const value of values) {
  assert.sameValue(snapshot.run(() => value), value, "the result of the function");
}
assert.sameValue(snapshot.run(function() {}), undefined, "a function without a return statement");
