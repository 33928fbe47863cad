// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A String that names an infinity is not a Number either, and becomes 0
info: |
  AsyncContext.Snapshot.wrap ( fn )

  A length that is not a Number is copied as 0.
features: [AsyncContext]
---*/

for (const value of ["Infinity", "+Infinity", "-Infinity", "1e309", new Number(Infinity)]) {
  const fn = Object.defineProperty(function() {}, "length", { value });
  assert.sameValue(
    AsyncContext.Snapshot.wrap(fn).length,
    0,
    "the length of the function is the " + typeof value + " " + value
  );
}
