// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-snapshot-prototype
description: >
  AsyncContext.Snapshot.prototype has a "constructor" property
info: |
  The AsyncContext.Snapshot prototype object

  AsyncContext.Snapshot.prototype.constructor is AsyncContext.Snapshot,
  writable, not enumerable and configurable.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

verifyProperty(AsyncContext.Snapshot.prototype, "constructor", {
  value: AsyncContext.Snapshot,
  writable: true,
  enumerable: false,
  configurable: true
});
