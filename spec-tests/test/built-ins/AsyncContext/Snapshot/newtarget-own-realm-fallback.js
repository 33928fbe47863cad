// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  The constructor of another realm falls back to the intrinsic of the realm of
  newTarget.
info: |
  The AsyncContext.Snapshot constructor

  The snapshot is made with the prototype of newTarget, falling back to the intrinsic of
  the realm of newTarget.
features: [AsyncContext, cross-realm, Reflect.construct]
---*/

const other = $262.createRealm().global;
const NewTarget = function() {};
NewTarget.prototype = null;

const snapshot = Reflect.construct(other.AsyncContext.Snapshot, [], NewTarget);
assert.sameValue(
  Object.getPrototypeOf(snapshot),
  AsyncContext.Snapshot.prototype,
  "the prototype is the intrinsic of this realm"
);
assert.sameValue(
  Object.getPrototypeOf(new other.AsyncContext.Snapshot()),
  other.AsyncContext.Snapshot.prototype,
  "without another newTarget it is that of the constructor"
);
