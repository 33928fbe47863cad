// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  A constructor of another realm falls back to the intrinsic of the realm of
  newTarget.
info: |
  The AsyncContext.Variable constructor

  The object is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, Reflect.construct, cross-realm]
---*/

var other = $262.createRealm().global;
function NewTarget() {}
NewTarget.prototype = null;

var variable = Reflect.construct(other.AsyncContext.Variable, [], NewTarget);
assert.sameValue(
  Object.getPrototypeOf(variable), AsyncContext.Variable.prototype,
  "the prototype is the intrinsic of this realm"
);

variable = new other.AsyncContext.Variable();
assert.sameValue(
  Object.getPrototypeOf(variable), other.AsyncContext.Variable.prototype,
  "without another newTarget it is that of the constructor"
);
