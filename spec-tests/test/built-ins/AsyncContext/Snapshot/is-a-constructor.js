// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  AsyncContext.Snapshot implements [[Construct]]
info: |
  The AsyncContext.Snapshot constructor

  AsyncContext.Snapshot is a constructor whose prototype is
  %Function.prototype%.
includes: [isConstructor.js]
features: [AsyncContext, Reflect.construct]
---*/

assert.sameValue(typeof AsyncContext.Snapshot, "function", "typeof AsyncContext.Snapshot");
assert.sameValue(
  isConstructor(AsyncContext.Snapshot),
  true,
  "isConstructor(AsyncContext.Snapshot) must return true"
);

const snapshot = new AsyncContext.Snapshot();
assert.sameValue(typeof snapshot, "object", "new AsyncContext.Snapshot() returns an object");
assert(snapshot instanceof AsyncContext.Snapshot, "the object is an instance of the constructor");
