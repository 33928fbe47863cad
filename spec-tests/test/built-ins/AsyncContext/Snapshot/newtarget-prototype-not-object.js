// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  A newTarget of the same realm whose prototype is not an object gives
  %AsyncContext.Snapshot.prototype%
info: |
  The AsyncContext.Snapshot constructor

  The snapshot is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, Reflect.construct, Symbol, BigInt]
---*/

const values = [undefined, null, true, 0, 1n, "prototype", Symbol("prototype")];

for (const value of values) {
  const NewTarget = function() {};
  NewTarget.prototype = value;
  const snapshot = Reflect.construct(AsyncContext.Snapshot, [], NewTarget);
  assert.sameValue(
    Object.getPrototypeOf(snapshot),
    AsyncContext.Snapshot.prototype,
    "newTarget.prototype is " + String(value)
  );
}
