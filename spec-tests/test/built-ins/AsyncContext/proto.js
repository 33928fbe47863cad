// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  The [[Prototype]] of AsyncContext.
info: |
  The AsyncContext object

  The prototype of AsyncContext is %Object.prototype%.
features: [AsyncContext]
---*/

assert.sameValue(
  Object.getPrototypeOf(AsyncContext), Object.prototype,
  "the prototype is %Object.prototype%"
);
assert.sameValue(
  Object.prototype.hasOwnProperty.call(AsyncContext, "constructor"), false,
  "AsyncContext has no constructor of its own"
);
assert.sameValue(AsyncContext.constructor, Object, "the constructor is inherited");
