// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  The [[Prototype]] of AsyncContext.Variable.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable is a constructor whose prototype is
  %Function.prototype%.
features: [AsyncContext]
---*/

assert.sameValue(
  Object.getPrototypeOf(AsyncContext.Variable), Function.prototype,
  "the prototype is %Function.prototype%"
);
