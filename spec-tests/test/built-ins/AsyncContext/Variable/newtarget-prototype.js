// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  The prototype of newTarget is that of the variable, also when it is not one
  of a variable.
info: |
  The AsyncContext.Variable constructor

  The object is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, Reflect.construct]
---*/

var get = AsyncContext.Variable.prototype.get;
var variable = Reflect.construct(AsyncContext.Variable, [{ defaultValue: 1 }], Object);

assert.sameValue(Object.getPrototypeOf(variable), Object.prototype, "the prototype of %Object%");
assert.sameValue(
  variable instanceof AsyncContext.Variable, false,
  "it does not inherit from AsyncContext.Variable.prototype"
);
assert.sameValue(get.call(variable), 1, "it is a variable nevertheless");

function NewTarget() {
  throw new Test262Error("newTarget is not called");
}
NewTarget.prototype = function() {};
variable = Reflect.construct(AsyncContext.Variable, [], NewTarget);
assert.sameValue(Object.getPrototypeOf(variable), NewTarget.prototype, "a function is a prototype too");
