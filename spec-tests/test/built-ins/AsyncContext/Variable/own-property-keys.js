// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  The own property keys of AsyncContext.Variable.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable has no own properties but length, name and prototype.
includes: [compareArray.js]
features: [AsyncContext, Reflect]
---*/

assert.compareArray(
  Reflect.ownKeys(AsyncContext.Variable).sort(),
  ["length", "name", "prototype"],
  "own property keys"
);
