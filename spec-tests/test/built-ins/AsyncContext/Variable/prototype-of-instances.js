// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  The prototype property cannot be redirected, so new variables always get
  the same one.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable.prototype is not writable, not enumerable and not
  configurable.
features: [AsyncContext, Reflect]
---*/

var Variable = AsyncContext.Variable;
var prototype = Variable.prototype;

assert.sameValue(Object.getPrototypeOf(new Variable()), prototype, "before");

assert.sameValue(Reflect.set(Variable, "prototype", {}), false, "an assignment fails");
assert.sameValue(Reflect.deleteProperty(Variable, "prototype"), false, "a deletion fails");
assert.throws(TypeError, function() {
  Object.defineProperty(Variable, "prototype", { value: {} });
}, "a redefinition with another value fails");
assert.throws(TypeError, function() {
  Object.defineProperty(Variable, "prototype", { writable: true });
}, "a redefinition as writable fails");

assert.sameValue(Variable.prototype, prototype, "the property has its value still");
assert.sameValue(Object.getPrototypeOf(new Variable()), prototype, "after");
