// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  The attributes of AsyncContext.Snapshot.
info: |
  The AsyncContext object

  AsyncContext.Snapshot is writable, not enumerable and configurable.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

assert.sameValue(typeof AsyncContext.Snapshot, "function", "AsyncContext.Snapshot is a function");

verifyProperty(AsyncContext, "Snapshot", {
  value: AsyncContext.Snapshot,
  writable: true,
  enumerable: false,
  configurable: true
}, { restore: true });
