// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  AsyncContext.Variable.prototype.name is an accessor property without a setter.
info: |
  get AsyncContext.Variable.prototype.name

  AsyncContext.Variable.prototype.name is an accessor without a setter, not enumerable
  and configurable.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

var desc = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name");

assert.sameValue(typeof desc.get, "function", "the getter is a function");
assert.sameValue(desc.set, undefined, "there is no setter");
assert.sameValue(
  Object.prototype.hasOwnProperty.call(desc, "value"),
  false,
  "it is not a data property"
);

verifyPrimordialProperty(AsyncContext.Variable.prototype, "name", {
  enumerable: false,
  configurable: true
});
