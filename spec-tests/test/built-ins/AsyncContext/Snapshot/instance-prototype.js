// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  A snapshot made with new inherits from AsyncContext.Snapshot.prototype and
  is a new object each time
info: |
  The AsyncContext.Snapshot constructor

  The snapshot is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext]
---*/

const first = new AsyncContext.Snapshot();
const second = new AsyncContext.Snapshot();

assert.sameValue(
  Object.getPrototypeOf(first),
  AsyncContext.Snapshot.prototype,
  "[[Prototype]] of a snapshot"
);
assert.notSameValue(first, second, "two constructions in one mapping give two objects");
