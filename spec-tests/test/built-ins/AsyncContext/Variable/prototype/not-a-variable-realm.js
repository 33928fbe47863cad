// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-variable-prototype
description: >
  The prototype object of another realm is not a variable either.
info: |
  The AsyncContext.Variable prototype object

  AsyncContext.Variable.prototype is an ordinary object that is not an
  AsyncContext.Variable.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm().global;

assert.throws(TypeError, function() {
  AsyncContext.Variable.prototype.get.call(other.AsyncContext.Variable.prototype);
}, "a method of this realm with the prototype of the other");

assert.throws(other.TypeError, function() {
  other.AsyncContext.Variable.prototype.get.call(AsyncContext.Variable.prototype);
}, "a method of the other realm with the prototype of this");
