// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  The getter of AsyncContext.Variable.prototype.name has no [[Construct]] and no
  "prototype".
info: |
  get AsyncContext.Variable.prototype.name

  The name getter is a built-in function without [[Construct]].
includes: [isConstructor.js, nativeFunctionMatcher.js]
features: [AsyncContext, Reflect.construct]
---*/

var getter = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name").get;

assertNativeFunction(getter);
assert.sameValue(isConstructor(getter), false, "isConstructor(getter)");
assert.throws(TypeError, function () {
  new getter();
}, "new getter()");
assert.sameValue(Object.getPrototypeOf(getter), Function.prototype, "prototype of the getter");
assert.sameValue(
  Object.prototype.hasOwnProperty.call(getter, "prototype"),
  false,
  "the getter has no own prototype property"
);
