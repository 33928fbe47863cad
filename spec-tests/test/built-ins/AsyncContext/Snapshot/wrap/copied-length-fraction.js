// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The fraction of a length is cut off
info: |
  AsyncContext.Snapshot.wrap ( fn )

  A copied length that is another Number is converted with ToIntegerOrInfinity
  and is at least 0.
features: [AsyncContext]
---*/

const table = [
  [2.2, 2],
  [2.7, 2],
  [0.9, 0],
  [Number.MIN_VALUE, 0],
  [4294967296.5, 4294967296]
];

for (const [value, expected] of table) {
  const fn = Object.defineProperty(function() {}, "length", { value });
  assert.sameValue(AsyncContext.Snapshot.wrap(fn).length, expected, "length " + value);
}
