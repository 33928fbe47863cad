// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  The prototype of newTarget is read once, with Get on newTarget itself.
info: |
  The AsyncContext.Variable constructor

  The object is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
includes: [compareArray.js]
features: [AsyncContext, Proxy, Reflect.construct]
---*/

var log = [];
var prototype = {};
var newTarget = new Proxy(function() {}, {
  get: function(target, key, receiver) {
    log.push("get " + String(key));
    assert.sameValue(receiver, newTarget, "the receiver is newTarget");
    return prototype;
  },
  has: function(target, key) {
    log.push("has " + String(key));
    return key in target;
  },
  getOwnPropertyDescriptor: function(target, key) {
    log.push("getOwnPropertyDescriptor " + String(key));
    return Object.getOwnPropertyDescriptor(target, key);
  },
  getPrototypeOf: function(target) {
    log.push("getPrototypeOf");
    return Object.getPrototypeOf(target);
  }
});

var variable = Reflect.construct(AsyncContext.Variable, [], newTarget);
assert.compareArray(log, ["get prototype"], "what was done to newTarget");
assert.sameValue(Object.getPrototypeOf(variable), prototype, "the value that Get gave is the prototype");
