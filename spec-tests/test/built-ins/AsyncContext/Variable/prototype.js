// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  The attributes of AsyncContext.Variable.prototype.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable.prototype is not writable, not enumerable and not
  configurable.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

verifyProperty(AsyncContext.Variable, "prototype", {
  value: AsyncContext.Variable.prototype,
  writable: false,
  enumerable: false,
  configurable: false
});
