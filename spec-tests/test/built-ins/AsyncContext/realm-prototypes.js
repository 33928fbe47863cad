// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  The intrinsics of a realm inherit from the intrinsics of that realm.
info: |
  The AsyncContext object

  Each realm has its own AsyncContext intrinsics.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm().global;
var getPrototypeOf = Object.getPrototypeOf;

assert.sameValue(
  getPrototypeOf(other.AsyncContext), other.Object.prototype,
  "AsyncContext inherits from %Object.prototype% of its realm"
);

["Variable", "Snapshot"].forEach(function(key) {
  var constructor = other.AsyncContext[key];
  assert.sameValue(getPrototypeOf(constructor), other.Function.prototype, key);
  assert.sameValue(getPrototypeOf(constructor.prototype), other.Object.prototype, key + ".prototype");
  assert.sameValue(
    getPrototypeOf(constructor.prototype.run), other.Function.prototype,
    key + ".prototype.run"
  );
  assert.sameValue(constructor.prototype.constructor, constructor, key + ".prototype.constructor");
});

assert.sameValue(
  getPrototypeOf(other.AsyncContext.Snapshot.wrap), other.Function.prototype,
  "Snapshot.wrap"
);
