// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  The value is neither inspected, converted, called nor awaited.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  During the call the variable has the given value, whatever type it is of.
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
var value = new Proxy(function () {}, handler);

var seen = variable.run(value, function () {
  return { value: variable.get() };
});

assert.compareArray(log, [], "no trap of the value is used");
assert.sameValue(seen.value, value, "get returns the Proxy itself");
