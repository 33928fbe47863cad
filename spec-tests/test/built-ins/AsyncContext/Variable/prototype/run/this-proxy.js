// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  Throws a TypeError for a Proxy of a variable, without using any of its traps.
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
var proxy = new Proxy(new AsyncContext.Variable(), handler);

assert.throws(TypeError, function () {
  run.call(proxy, "value", function () {
    log.push("called");
  });
}, "a Proxy is not a variable");

assert.compareArray(log, [], "neither a trap nor the function is called");
