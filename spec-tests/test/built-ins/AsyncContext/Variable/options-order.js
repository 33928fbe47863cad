// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  The order of all the steps of the constructor that can be observed.
info: |
  AsyncContext.Variable ( options )

  The name is read and converted before the default value is read.
  The object is created from newTarget only after the options were read.
includes: [compareArray.js]
features: [AsyncContext, Proxy, Reflect.construct, Symbol.toPrimitive]
---*/

var log = [];
var nameObject = {
  toString: function() {
    log.push("name.toString");
    return "name";
  }
};
Object.defineProperty(nameObject, Symbol.toPrimitive, {
  get: function() {
    log.push("get name[@@toPrimitive]");
  }
});
var options = new Proxy({ name: nameObject, defaultValue: 1, other: 2 }, {
  has: function(target, key) {
    log.push("has " + String(key));
    return key in target;
  },
  get: function(target, key) {
    log.push("get " + String(key));
    return target[key];
  },
  ownKeys: function(target) {
    log.push("ownKeys");
    return Reflect.ownKeys(target);
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
var newTarget = new Proxy(function() {}, {
  get: function(target, key) {
    log.push("get newTarget." + String(key));
    return target[key];
  }
});

Reflect.construct(AsyncContext.Variable, [options], newTarget);
assert.compareArray(log, [
  "has name",
  "get name",
  "get name[@@toPrimitive]",
  "name.toString",
  "get defaultValue",
  "get newTarget.prototype"
], "the observable steps");
