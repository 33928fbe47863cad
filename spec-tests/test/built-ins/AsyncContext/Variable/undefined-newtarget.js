// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  A call without new throws, whatever the this value is.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable called without new throws a TypeError.
features: [AsyncContext, BigInt, Symbol]
---*/

var Variable = AsyncContext.Variable;

assert.throws(TypeError, function() {
  Variable();
}, "without arguments");

assert.throws(TypeError, function() {
  Variable({ name: "name", defaultValue: 1 });
}, "with options");

assert.throws(TypeError, function() {
  AsyncContext.Variable();
}, "as a method of AsyncContext");

[
  undefined, null, true, 0, 0n, "", Symbol(), {}, Variable, Variable.prototype, new Variable()
].forEach(function(value, index) {
  assert.throws(TypeError, function() {
    Variable.call(value);
  }, "with the this value of index " + index);
});
