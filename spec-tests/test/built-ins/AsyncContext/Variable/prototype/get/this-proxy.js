// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  Throws a TypeError for a Proxy of a variable, without using any of its traps.
info: |
  AsyncContext.Variable.prototype.get ( )

  AsyncContext.Variable.prototype.get throws a TypeError unless this is an
  AsyncContext.Variable.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

var get = AsyncContext.Variable.prototype.get;
var log = [];
var handler = new Proxy({}, {
  get: function (target, trap) {
    log.push(trap);
  }
});
var proxy = new Proxy(new AsyncContext.Variable(), handler);

assert.throws(TypeError, function () {
  get.call(proxy);
}, "a Proxy is not a variable");
assert.compareArray(log, [], "no trap is used");

var transparent = new Proxy(new AsyncContext.Variable(), {});
assert.throws(TypeError, function () {
  transparent.get();
}, "get that is found through a Proxy without traps");
