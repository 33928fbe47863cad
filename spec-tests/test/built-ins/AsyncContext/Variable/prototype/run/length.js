// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  The "length" property of AsyncContext.Variable.prototype.run.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  AsyncContext.Variable.prototype.run.length is 2.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

verifyPrimordialProperty(AsyncContext.Variable.prototype.run, "length", {
  value: 2,
  writable: false,
  enumerable: false,
  configurable: true
});
