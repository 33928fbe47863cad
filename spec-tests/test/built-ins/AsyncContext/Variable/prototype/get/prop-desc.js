// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  Property descriptor of AsyncContext.Variable.prototype.get.
info: |
  AsyncContext.Variable.prototype.get ( )

  AsyncContext.Variable.prototype.get is writable, not enumerable and configurable.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

assert.sameValue(
  typeof AsyncContext.Variable.prototype.get,
  "function",
  "AsyncContext.Variable.prototype.get is a function"
);

verifyPrimordialProperty(AsyncContext.Variable.prototype, "get", {
  writable: true,
  enumerable: false,
  configurable: true
});
