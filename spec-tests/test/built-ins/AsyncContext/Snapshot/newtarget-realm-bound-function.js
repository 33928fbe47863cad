// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  The realm of a bound newTarget is that of its target function
info: |
  The AsyncContext.Snapshot constructor

  The snapshot is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, Reflect.construct, cross-realm]
---*/

const other = $262.createRealm().global;
const bound = Function.prototype.bind.call(new other.Function());

assert.sameValue(bound.prototype, undefined, "a bound function has no prototype property");
assert.sameValue(
  Object.getPrototypeOf(Reflect.construct(AsyncContext.Snapshot, [], bound)),
  other.AsyncContext.Snapshot.prototype,
  "bound once"
);

const boundTwice = Function.prototype.bind.call(bound);
assert.sameValue(
  Object.getPrototypeOf(Reflect.construct(AsyncContext.Snapshot, [], boundTwice)),
  other.AsyncContext.Snapshot.prototype,
  "bound twice"
);
