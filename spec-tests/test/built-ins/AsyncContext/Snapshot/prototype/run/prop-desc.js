// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  AsyncContext.Snapshot.prototype has a method "run"
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  AsyncContext.Snapshot.prototype.run is writable, not enumerable and
  configurable.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

const run = AsyncContext.Snapshot.prototype.run;

assert.sameValue(typeof run, "function", "typeof AsyncContext.Snapshot.prototype.run");

verifyProperty(AsyncContext.Snapshot.prototype, "run", {
  value: run,
  writable: true,
  enumerable: false,
  configurable: true
});
