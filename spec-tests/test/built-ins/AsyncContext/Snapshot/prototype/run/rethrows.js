// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  The thrown value is rethrown as it is, whatever it is
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  The mapping of the caller is restored when the function throws, and the
  exception is rethrown.
features: [AsyncContext, Symbol, BigInt]
---*/

const snapshot = new AsyncContext.Snapshot();
const values = [
  undefined, null, false, 0, "", 1n, Symbol("error"), {}, new Error("error"), new Test262Error()
];
let caught = 0;

for (const value of values) {
  let completed = false;
  try {
    snapshot.run(function() {
      throw value;
    });
    completed = true;
  } catch (error) {
    caught += 1;
    assert.sameValue(error, value, "the exception is the thrown value");
  }
  assert.sameValue(completed, false, "run does not return");
}
assert.sameValue(caught, values.length, "every value was caught");
