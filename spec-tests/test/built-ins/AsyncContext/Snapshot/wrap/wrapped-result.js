// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The result of the function is returned as it is, whatever it is
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function returns what the function returns.
features: [AsyncContext, Symbol, BigInt]
---*/

const thenable = {
  then() {
    throw new Test262Error("then must not be called");
  }
};
const values = [
  undefined, null, false, -0, NaN, "", 1n, Symbol("result"), {}, function() {},
  Promise.resolve(), thenable
];
const wrapped = AsyncContext.Snapshot.wrap(value => value);

for (const value of values) {
  assert.sameValue(wrapped(value), value, "the result of the function");
}
