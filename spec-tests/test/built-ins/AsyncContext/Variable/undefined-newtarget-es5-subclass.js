// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  A constructor function cannot initialize its object with a call of
  AsyncContext.Variable.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable called without new throws a TypeError.
features: [AsyncContext]
---*/

var completed = 0;

function Derived() {
  AsyncContext.Variable.call(this, {});
  completed++;
}
Derived.prototype = Object.create(AsyncContext.Variable.prototype);

assert.throws(TypeError, function() {
  new Derived();
}, "the call throws although this inherits from AsyncContext.Variable.prototype");
assert.sameValue(completed, 0, "the call is where it throws");
