// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  No object of the API is shared by two realms.
info: |
  The AsyncContext object

  Each realm has its own AsyncContext intrinsics.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm().global.AsyncContext;

assert.notSameValue(other, AsyncContext, "AsyncContext");

["Variable", "Snapshot"].forEach(function(key) {
  assert.notSameValue(other[key], AsyncContext[key], key);
  assert.notSameValue(other[key].prototype, AsyncContext[key].prototype, key + ".prototype");
  assert.notSameValue(other[key].prototype.run, AsyncContext[key].prototype.run, key + ".prototype.run");
});

assert.notSameValue(
  other.Variable.prototype.get, AsyncContext.Variable.prototype.get,
  "Variable.prototype.get"
);
assert.notSameValue(
  Object.getOwnPropertyDescriptor(other.Variable.prototype, "name").get,
  Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name").get,
  "get Variable.prototype.name"
);
assert.notSameValue(other.Snapshot.wrap, AsyncContext.Snapshot.wrap, "Snapshot.wrap");
