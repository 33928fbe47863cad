// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  The prototype of AsyncContext.Snapshot is %Function.prototype%
info: |
  The AsyncContext.Snapshot constructor

  AsyncContext.Snapshot is a constructor whose prototype is
  %Function.prototype%.
features: [AsyncContext]
---*/

assert.sameValue(
  Object.getPrototypeOf(AsyncContext.Snapshot),
  Function.prototype,
  "[[Prototype]] of AsyncContext.Snapshot"
);
