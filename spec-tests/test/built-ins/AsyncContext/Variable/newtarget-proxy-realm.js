// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  The realm of a Proxy is that of its target.
info: |
  The AsyncContext.Variable constructor

  The object is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, Proxy, Reflect.construct, cross-realm]
---*/

var other = $262.createRealm().global;
var noPrototype = {
  get: function(target, key) {
    assert.sameValue(key, "prototype", "what is read of newTarget");
  }
};

assert.sameValue(
  Object.getPrototypeOf(Reflect.construct(
    AsyncContext.Variable, [], new Proxy(new other.Function(), noPrototype)
  )),
  other.AsyncContext.Variable.prototype,
  "a Proxy of this realm with a target of the other"
);
assert.sameValue(
  Object.getPrototypeOf(Reflect.construct(
    AsyncContext.Variable, [], new other.Proxy(function() {}, noPrototype)
  )),
  AsyncContext.Variable.prototype,
  "a Proxy of the other realm with a target of this"
);
