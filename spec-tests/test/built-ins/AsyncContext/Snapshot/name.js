// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  AsyncContext.Snapshot has a "name" property whose value is "Snapshot"
info: |
  The AsyncContext.Snapshot constructor

  AsyncContext.Snapshot.name is "Snapshot".
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

verifyProperty(AsyncContext.Snapshot, "name", {
  value: "Snapshot",
  writable: false,
  enumerable: false,
  configurable: true
});
