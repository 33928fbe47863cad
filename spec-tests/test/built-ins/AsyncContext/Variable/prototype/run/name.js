// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  The "name" property of AsyncContext.Variable.prototype.run.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  AsyncContext.Variable.prototype.run.name is "run".
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

verifyPrimordialProperty(AsyncContext.Variable.prototype.run, "name", {
  value: "run",
  writable: false,
  enumerable: false,
  configurable: true
});
