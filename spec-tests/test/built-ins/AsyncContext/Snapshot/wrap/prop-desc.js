// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  AsyncContext.Snapshot has a method "wrap"
info: |
  AsyncContext.Snapshot.wrap ( fn )

  AsyncContext.Snapshot.wrap is writable, not enumerable and configurable.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

const wrap = AsyncContext.Snapshot.wrap;

assert.sameValue(typeof wrap, "function", "typeof AsyncContext.Snapshot.wrap");

verifyProperty(AsyncContext.Snapshot, "wrap", {
  value: wrap,
  writable: true,
  enumerable: false,
  configurable: true
});
