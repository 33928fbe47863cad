// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  The "prototype" property of AsyncContext.Snapshot cannot be changed
info: |
  The AsyncContext.Snapshot constructor

  AsyncContext.Snapshot.prototype is not writable, not enumerable and not
  configurable.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

const expected = Object.getPrototypeOf(new AsyncContext.Snapshot());

verifyProperty(AsyncContext.Snapshot, "prototype", {
  value: expected,
  writable: false,
  enumerable: false,
  configurable: false
});
