// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  The this value is checked before the arguments are used in any way.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  AsyncContext.Variable.prototype.run throws a TypeError unless this is an
  AsyncContext.Variable.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

var run = AsyncContext.Variable.prototype.run;
var log = [];
var handler = new Proxy({}, {
  get: function (target, trap) {
    log.push(trap);
  }
});
var value = new Proxy({}, handler);
var func = new Proxy(function () {}, handler);
var arg = new Proxy({}, handler);

assert.throws(TypeError, function () {
  run.call({}, value, func, arg);
}, "a receiver that is not a variable");

assert.compareArray(log, [], "value, func and the further arguments are not touched");
