// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A negative length and negative zero become positive zero
info: |
  AsyncContext.Snapshot.wrap ( fn )

  A copied length that is another Number is converted with ToIntegerOrInfinity
  and is at least 0.
features: [AsyncContext, exponentiation]
---*/

const values = [-1, -2.5, -0.5, -0, -Number.MIN_VALUE, -(2 ** 32), -(2 ** 64), -Number.MAX_VALUE];

for (const value of values) {
  const fn = Object.defineProperty(function() {}, "length", { value });
  assert.sameValue(AsyncContext.Snapshot.wrap(fn).length, 0, "length " + value);
}
