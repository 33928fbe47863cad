// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A large length is not cut to 32, 53 or 64 bits
info: |
  AsyncContext.Snapshot.wrap ( fn )

  A copied length that is another Number is converted with ToIntegerOrInfinity
  and is at least 0.
features: [AsyncContext, exponentiation]
---*/

const values = [
  2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 53, 2 ** 63, 2 ** 64, 2 ** 80, Number.MAX_VALUE
];

for (const value of values) {
  const fn = Object.defineProperty(function() {}, "length", { value });
  assert.sameValue(AsyncContext.Snapshot.wrap(fn).length, value, "length " + value);
}
