// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-variable-prototype
description: >
  The prototype object is an extensible object that is not callable.
info: |
  The AsyncContext.Variable prototype object

  AsyncContext.Variable.prototype is an ordinary object that is not an
  AsyncContext.Variable.
features: [AsyncContext]
---*/

var prototype = AsyncContext.Variable.prototype;

assert.sameValue(typeof prototype, "object", "it is an object and not a function");
assert.sameValue(Object.isExtensible(prototype), true, "it is extensible");
assert.throws(TypeError, function() {
  prototype();
}, "it is not callable");

var variable = new AsyncContext.Variable({ defaultValue: 1 });
prototype.twice = function() {
  return this.get() * 2;
};
assert.sameValue(variable.twice(), 2, "a method that is added is inherited by the variables");
assert.sameValue(delete prototype.twice, true, "what was added can be deleted");
assert.sameValue(variable.twice, undefined, "and is inherited no more");
