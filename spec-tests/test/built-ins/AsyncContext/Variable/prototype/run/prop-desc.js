// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  Property descriptor of AsyncContext.Variable.prototype.run.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  AsyncContext.Variable.prototype.run is writable, not enumerable and configurable.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

assert.sameValue(
  typeof AsyncContext.Variable.prototype.run,
  "function",
  "AsyncContext.Variable.prototype.run is a function"
);

verifyPrimordialProperty(AsyncContext.Variable.prototype, "run", {
  writable: true,
  enumerable: false,
  configurable: true
});
