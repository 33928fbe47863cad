// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A name that is not a String counts as empty and is not converted
info: |
  AsyncContext.Snapshot.wrap ( fn )

  A name that is not a String is copied as the empty String.
features: [AsyncContext, Symbol, Symbol.toPrimitive, BigInt]
---*/

const convertible = {
  [Symbol.toPrimitive]() {
    throw new Test262Error("must not be converted");
  }
};
const values = [
  undefined, null, true, 1, 1n, Symbol("name"), new String("name"), ["name"], function() {},
  convertible
];

for (const value of values) {
  const fn = Object.defineProperty(function() {}, "name", { value });
  assert.sameValue(
    AsyncContext.Snapshot.wrap(fn).name,
    "wrapped ",
    "the name of the function is a value of type " + typeof value
  );
}
