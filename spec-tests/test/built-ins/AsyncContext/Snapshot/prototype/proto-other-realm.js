// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-snapshot-prototype
description: >
  The prototype of another realm's AsyncContext.Snapshot.prototype is
  %Object.prototype% of that realm
info: |
  The AsyncContext.Snapshot prototype object

  The prototype of AsyncContext.Snapshot.prototype is %Object.prototype%.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;

assert.notSameValue(
  other.AsyncContext.Snapshot.prototype,
  AsyncContext.Snapshot.prototype,
  "each realm has its own prototype object"
);
assert.sameValue(
  Object.getPrototypeOf(other.AsyncContext.Snapshot.prototype),
  other.Object.prototype,
  "[[Prototype]] in the other realm"
);
