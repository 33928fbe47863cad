// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-variable-prototype
description: >
  The [[Prototype]] of the prototype object.
info: |
  The AsyncContext.Variable prototype object

  The prototype of AsyncContext.Variable.prototype is %Object.prototype%.
features: [AsyncContext]
---*/

assert.sameValue(
  Object.getPrototypeOf(AsyncContext.Variable.prototype), Object.prototype,
  "the prototype is %Object.prototype%"
);
