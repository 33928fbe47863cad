// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-variable-prototype
description: >
  The attributes of the constructor property.
info: |
  The AsyncContext.Variable prototype object

  AsyncContext.Variable.prototype.constructor is AsyncContext.Variable,
  writable, not enumerable and configurable.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

verifyProperty(AsyncContext.Variable.prototype, "constructor", {
  value: AsyncContext.Variable,
  writable: true,
  enumerable: false,
  configurable: true
}, { restore: true });
