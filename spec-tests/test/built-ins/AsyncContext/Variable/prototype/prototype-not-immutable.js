// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-variable-prototype
description: >
  The [[Prototype]] of the prototype object can be changed, as of any ordinary
  object.
info: |
  The AsyncContext.Variable prototype object

  AsyncContext.Variable.prototype is an ordinary object that is not an
  AsyncContext.Variable.
features: [AsyncContext, Reflect]
---*/

var prototype = AsyncContext.Variable.prototype;
var variable = new AsyncContext.Variable({ defaultValue: 1 });

assert.sameValue(Reflect.setPrototypeOf(prototype, { inherited: "value" }), true, "it is changed");
assert.sameValue(variable.inherited, "value", "the variables inherit from the new one");
assert.sameValue(variable.get(), 1, "and still have their own methods");
assert.sameValue(Reflect.setPrototypeOf(prototype, Object.prototype), true, "it is changed back");
assert.sameValue(variable.inherited, undefined, "the property is inherited no more");
