// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  The default value is neither inspected, copied, converted nor called.
info: |
  AsyncContext.Variable.prototype.get ( )

  The default value is returned as it is, without being copied, called or converted.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

var log = [];
var handler = new Proxy({}, {
  get: function (target, trap) {
    log.push(trap);
  }
});
var value = new Proxy(function () {}, handler);
var variable = new AsyncContext.Variable({ defaultValue: value });

var first = { value: variable.get() };
var second = { value: variable.get() };

assert.compareArray(log, [], "no trap of the default value is used");
assert.sameValue(first.value, value, "get returns the Proxy itself");
assert.sameValue(second.value, value, "get returns the Proxy itself again");
