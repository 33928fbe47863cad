// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A name is copied code unit by code unit, without being trimmed, bracketed or
  repaired
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The name is "wrapped " followed by the name of the function, which Get finds
  also when it is inherited.
features: [AsyncContext]
---*/

const values = [
  " ", "  x ", "wrapped x", "get x", "[x]", "a\0b", "\n", "\uD83D\uDE00", "\uD83D", "\uDE00x"
];

for (const value of values) {
  const fn = Object.defineProperty(function() {}, "name", { value });
  assert.sameValue(
    AsyncContext.Snapshot.wrap(fn).name,
    "wrapped " + value,
    "the name of the function is " + JSON.stringify(value)
  );
}
