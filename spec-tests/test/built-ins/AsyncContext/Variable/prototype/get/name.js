// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  The "name" property of AsyncContext.Variable.prototype.get.
info: |
  AsyncContext.Variable.prototype.get ( )

  AsyncContext.Variable.prototype.get.name is "get".
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

verifyPrimordialProperty(AsyncContext.Variable.prototype.get, "name", {
  value: "get",
  writable: false,
  enumerable: false,
  configurable: true
});
