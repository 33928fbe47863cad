// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  The "name" of AsyncContext.Snapshot.prototype.run is "run"
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  AsyncContext.Snapshot.prototype.run.name is "run".
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

verifyProperty(AsyncContext.Snapshot.prototype.run, "name", {
  value: "run",
  writable: false,
  enumerable: false,
  configurable: true
});
