// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  If the prototype of newTarget is no Object, the prototype is the intrinsic
  one.
info: |
  The AsyncContext.Variable constructor

  The object is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, BigInt, Reflect.construct, Symbol]
---*/

function NewTarget() {}

[undefined, null, true, 0, 0n, "", Symbol()].forEach(function(value, index) {
  NewTarget.prototype = value;
  var variable = Reflect.construct(AsyncContext.Variable, [{ defaultValue: index }], NewTarget);
  assert.sameValue(
    Object.getPrototypeOf(variable), AsyncContext.Variable.prototype,
    "the prototype for the value of index " + index
  );
  assert.sameValue(variable.get(), index, "the variable for the value of index " + index);
});

var bound = function() {}.bind();
assert.sameValue(
  Object.getPrototypeOf(Reflect.construct(AsyncContext.Variable, [], bound)),
  AsyncContext.Variable.prototype,
  "a newTarget without a prototype property"
);
