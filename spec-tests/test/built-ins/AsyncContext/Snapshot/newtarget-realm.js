// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  A newTarget of another realm whose prototype is not an object gives the
  intrinsic of its realm
info: |
  The AsyncContext.Snapshot constructor

  The snapshot is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, Reflect.construct, Symbol, BigInt, cross-realm]
---*/

const other = $262.createRealm().global;
const NewTarget = new other.Function();
const values = [undefined, null, false, 1, 1n, "", Symbol("prototype")];

for (const value of values) {
  NewTarget.prototype = value;
  const snapshot = Reflect.construct(AsyncContext.Snapshot, [], NewTarget);
  assert.sameValue(
    Object.getPrototypeOf(snapshot),
    other.AsyncContext.Snapshot.prototype,
    "newTarget.prototype is " + String(value)
  );
}

const object = {};
NewTarget.prototype = object;
assert.sameValue(
  Object.getPrototypeOf(Reflect.construct(AsyncContext.Snapshot, [], NewTarget)),
  object,
  "an object as newTarget.prototype is used as it is"
);
