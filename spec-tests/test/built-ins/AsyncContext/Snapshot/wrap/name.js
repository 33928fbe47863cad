// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The "name" of AsyncContext.Snapshot.wrap is "wrap"
info: |
  AsyncContext.Snapshot.wrap ( fn )

  AsyncContext.Snapshot.wrap.name is "wrap".
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

verifyProperty(AsyncContext.Snapshot.wrap, "name", {
  value: "wrap",
  writable: false,
  enumerable: false,
  configurable: true
});
