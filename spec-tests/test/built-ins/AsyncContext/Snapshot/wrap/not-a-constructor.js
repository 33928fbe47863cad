// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  AsyncContext.Snapshot.wrap cannot be constructed
info: |
  AsyncContext.Snapshot.wrap ( fn )

  AsyncContext.Snapshot.wrap is a built-in function without [[Construct]].
includes: [isConstructor.js]
features: [AsyncContext, Reflect.construct]
---*/

const wrap = AsyncContext.Snapshot.wrap;

assert.sameValue(isConstructor(wrap), false, "isConstructor(wrap) must return false");
assert.sameValue(
  Object.prototype.hasOwnProperty.call(wrap, "prototype"),
  false,
  "wrap has no prototype property"
);
assert.throws(TypeError, function() {
  new AsyncContext.Snapshot.wrap(function() {});
}, "new AsyncContext.Snapshot.wrap()");
