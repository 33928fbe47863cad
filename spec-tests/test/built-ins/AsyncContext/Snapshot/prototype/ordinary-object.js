// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-snapshot-prototype
description: >
  AsyncContext.Snapshot.prototype can be extended and given another prototype,
  and cannot be called
info: |
  The AsyncContext.Snapshot prototype object

  AsyncContext.Snapshot.prototype is an ordinary object that is not an
  AsyncContext.Snapshot.
features: [AsyncContext, Reflect]
---*/

const prototype = AsyncContext.Snapshot.prototype;

assert.sameValue(typeof prototype, "object", "it is an object that is not callable");
assert.sameValue(Object.isExtensible(prototype), true, "it is extensible");

prototype.added = function() {
  return this;
};
const snapshot = new AsyncContext.Snapshot();
assert.sameValue(snapshot.added(), snapshot, "a snapshot inherits what is added");
assert.sameValue(delete prototype.added, true, "which can be deleted again");
assert.sameValue("added" in snapshot, false, "and is then gone");

const parent = {};
assert.sameValue(Reflect.setPrototypeOf(prototype, parent), true, "its prototype can be changed");
assert.sameValue(Object.getPrototypeOf(prototype), parent, "the changed prototype");
Reflect.setPrototypeOf(prototype, Object.prototype);
