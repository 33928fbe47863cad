// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  A function argument that is not callable is not inspected, nor are the other
  arguments.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  A function that is not callable throws a TypeError, and the previous mapping is
  restored.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

var variable = new AsyncContext.Variable();
var log = [];
var handler = new Proxy({}, {
  get: function (target, trap) {
    log.push(trap);
  }
});

assert.throws(TypeError, function () {
  variable.run(new Proxy({}, handler), new Proxy({}, handler), new Proxy({}, handler));
}, "a Proxy of an object that is not callable");

assert.compareArray(log, [], "no trap is used");
