// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  The realm of a bound function is that of its target.
info: |
  The AsyncContext.Variable constructor

  The object is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, Reflect.construct, cross-realm]
---*/

var other = $262.createRealm().global;
var target = new other.Function();
var bound = Function.prototype.bind.call(target);

assert.sameValue(bound.prototype, undefined, "a bound function has no prototype property");
assert.sameValue(
  Object.getPrototypeOf(Reflect.construct(AsyncContext.Variable, [], bound)),
  other.AsyncContext.Variable.prototype,
  "a bound function of another realm's function"
);
assert.sameValue(
  Object.getPrototypeOf(Reflect.construct(
    AsyncContext.Variable, [], other.Function.prototype.bind.call(function() {})
  )),
  AsyncContext.Variable.prototype,
  "a function of this realm that was bound by the other realm's bind"
);
