// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  AsyncContext.Variable implements [[Construct]].
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable is a constructor whose prototype is
  %Function.prototype%.
includes: [isConstructor.js]
features: [AsyncContext, Reflect.construct]
---*/

assert.sameValue(typeof AsyncContext.Variable, "function", "AsyncContext.Variable is callable");
assert.sameValue(isConstructor(AsyncContext.Variable), true, "AsyncContext.Variable is a constructor");

var object = Reflect.construct(Object, [], AsyncContext.Variable);
assert.sameValue(
  Object.getPrototypeOf(object), AsyncContext.Variable.prototype,
  "as newTarget it gives its prototype"
);
assert.throws(TypeError, function() {
  object.get();
}, "as newTarget of another constructor it makes no variable");
