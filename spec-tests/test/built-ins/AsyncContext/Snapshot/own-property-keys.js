// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  The own property keys of AsyncContext.Snapshot.
info: |
  The AsyncContext.Snapshot constructor

  AsyncContext.Snapshot has no own properties but length, name, prototype and wrap.
includes: [compareArray.js]
features: [AsyncContext, Reflect]
---*/

assert.compareArray(
  Reflect.ownKeys(AsyncContext.Snapshot).sort(),
  ["length", "name", "prototype", "wrap"],
  "own property keys"
);
