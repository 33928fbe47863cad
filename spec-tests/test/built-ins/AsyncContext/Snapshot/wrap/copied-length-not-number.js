// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A length that is not a Number becomes 0 without being converted
info: |
  AsyncContext.Snapshot.wrap ( fn )

  A length that is not a Number is copied as 0.
features: [AsyncContext, Symbol, Symbol.toPrimitive, BigInt]
---*/

const convertible = {
  [Symbol.toPrimitive]() {
    throw new Test262Error("must not be converted");
  }
};
const values = [
  undefined, null, true, "3", 3n, Symbol("3"), new Number(3), [3], function() {}, convertible
];

for (const value of values) {
  const fn = Object.defineProperty(function() {}, "length", { value });
  assert.sameValue(
    AsyncContext.Snapshot.wrap(fn).length,
    0,
    "the length of the function is a value of type " + typeof value
  );
}
