// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  The arguments after value and func are passed on, in order and as they are.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The function is called with undefined as this and the remaining arguments.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable();
var object = {};

variable.run("value", function () {
  assert.sameValue(arguments.length, 5, "number of arguments");
  assert.sameValue(arguments[0], object, "an object");
  assert.sameValue(arguments[1], undefined, "undefined");
  assert.sameValue(arguments[2], -0, "negative zero");
  assert.sameValue(arguments[3], variable, "a variable");
  assert.sameValue(arguments[4], undefined, "undefined at the end");
}, object, undefined, -0, variable, undefined);

var many = [];
for (var i = 0; i < 1000; i++) {
  many.push(i);
}
var received = variable.run("value", function (...args) {
  return args;
}, ...many);
assert.compareArray(received, many, "a thousand arguments");
