// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  AsyncContext.Snapshot has a "length" property whose value is 0
info: |
  The AsyncContext.Snapshot constructor

  AsyncContext.Snapshot.length is 0.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

verifyProperty(AsyncContext.Snapshot, "length", {
  value: 0,
  writable: false,
  enumerable: false,
  configurable: true
});
