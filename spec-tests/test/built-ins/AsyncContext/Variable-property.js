// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  The attributes of AsyncContext.Variable.
info: |
  The AsyncContext object

  AsyncContext.Variable is writable, not enumerable and configurable.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

assert.sameValue(typeof AsyncContext.Variable, "function", "AsyncContext.Variable is a function");

verifyProperty(AsyncContext, "Variable", {
  value: AsyncContext.Variable,
  writable: true,
  enumerable: false,
  configurable: true
}, { restore: true });
