// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  AsyncContext.Snapshot.prototype.run cannot be constructed
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  AsyncContext.Snapshot.prototype.run is a built-in function without
  [[Construct]].
includes: [isConstructor.js]
features: [AsyncContext, Reflect.construct]
---*/

const run = AsyncContext.Snapshot.prototype.run;

assert.sameValue(isConstructor(run), false, "isConstructor(run) must return false");
assert.sameValue(
  Object.prototype.hasOwnProperty.call(run, "prototype"),
  false,
  "run has no prototype property"
);

const snapshot = new AsyncContext.Snapshot();
assert.throws(TypeError, function() {
  new snapshot.run(function() {});
}, "new snapshot.run()");
