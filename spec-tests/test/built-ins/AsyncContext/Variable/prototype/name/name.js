// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  The "name" property of the getter of AsyncContext.Variable.prototype.name.
info: |
  get AsyncContext.Variable.prototype.name

  The name of the name getter is "get name".
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

var getter = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name").get;

verifyPrimordialProperty(getter, "name", {
  value: "get name",
  writable: false,
  enumerable: false,
  configurable: true
});
