// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-snapshot-prototype
description: >
  AsyncContext.Snapshot.prototype has a @@toStringTag property
info: |
  The AsyncContext.Snapshot prototype object

  AsyncContext.Snapshot.prototype[@@toStringTag] is "AsyncContext.Snapshot",
  not writable, not enumerable and configurable.
includes: [propertyHelper.js]
features: [AsyncContext, Symbol.toStringTag]
---*/

verifyProperty(AsyncContext.Snapshot.prototype, Symbol.toStringTag, {
  value: "AsyncContext.Snapshot",
  writable: false,
  enumerable: false,
  configurable: true
});
