// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-snapshot-prototype
description: >
  The prototype of AsyncContext.Snapshot.prototype is %Object.prototype%
info: |
  The AsyncContext.Snapshot prototype object

  The prototype of AsyncContext.Snapshot.prototype is %Object.prototype%.
features: [AsyncContext]
---*/

assert.sameValue(
  Object.getPrototypeOf(AsyncContext.Snapshot.prototype),
  Object.prototype,
  "[[Prototype]] of AsyncContext.Snapshot.prototype"
);
