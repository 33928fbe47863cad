// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  The "length" property of the getter of AsyncContext.Variable.prototype.name.
info: |
  get AsyncContext.Variable.prototype.name

  The length of the name getter is 0.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

var getter = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name").get;

verifyPrimordialProperty(getter, "length", {
  value: 0,
  writable: false,
  enumerable: false,
  configurable: true
});
