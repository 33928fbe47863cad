// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  The fallback is the intrinsic of the realm of newTarget, not of that of the
  constructor.
info: |
  The AsyncContext.Variable constructor

  The object is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, BigInt, Reflect.construct, Symbol, cross-realm]
---*/

var other = $262.createRealm().global;
var NewTarget = new other.Function();

[undefined, null, false, 1, 1n, "text", Symbol()].forEach(function(value, index) {
  NewTarget.prototype = value;
  var variable = Reflect.construct(AsyncContext.Variable, [], NewTarget);
  assert.sameValue(
    Object.getPrototypeOf(variable), other.AsyncContext.Variable.prototype,
    "the prototype for the value of index " + index
  );
});
