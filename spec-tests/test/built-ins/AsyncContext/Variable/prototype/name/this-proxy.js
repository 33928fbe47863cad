// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  Throws a TypeError for a Proxy of a variable, without using any of its traps.
info: |
  get AsyncContext.Variable.prototype.name

  The name getter throws a TypeError unless this is an AsyncContext.Variable.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

var getter = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name").get;
var variable = new AsyncContext.Variable({ name: "name" });
var log = [];
var handler = new Proxy({}, {
  get: function (target, trap) {
    log.push(trap);
  }
});

assert.throws(TypeError, function () {
  getter.call(new Proxy(variable, handler));
}, "a Proxy is not a variable");
assert.compareArray(log, [], "no trap is used");

assert.throws(TypeError, function () {
  new Proxy(variable, {}).name;
}, "the getter is called with the Proxy as this value");
