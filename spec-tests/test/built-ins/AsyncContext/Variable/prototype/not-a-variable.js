// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-variable-prototype
description: >
  The prototype object is refused as this value by all the members.
info: |
  The AsyncContext.Variable prototype object

  AsyncContext.Variable.prototype is an ordinary object that is not an
  AsyncContext.Variable.
features: [AsyncContext]
---*/

var prototype = AsyncContext.Variable.prototype;
var calls = 0;

assert.throws(TypeError, function() {
  prototype.run(1, function() {
    calls++;
  });
}, "run");
assert.sameValue(calls, 0, "the function was not called");

assert.throws(TypeError, function() {
  prototype.get();
}, "get");

assert.throws(TypeError, function() {
  prototype.name;
}, "name");

assert.throws(TypeError, function() {
  Object.create(new AsyncContext.Variable()).get();
}, "an object that inherits from a variable is no variable either");
