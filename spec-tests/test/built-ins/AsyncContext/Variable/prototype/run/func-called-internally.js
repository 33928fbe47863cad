// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  The function is called with the Call operation, not through a property of it.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The function is called with undefined as this and the remaining arguments.
includes: [compareArray.js]
features: [AsyncContext, Reflect]
---*/

var variable = new AsyncContext.Variable();
var log = [];

var originalCall = Function.prototype.call;
var originalApply = Function.prototype.apply;
var originalReflectApply = Reflect.apply;

function func(arg) {
  log.push("called " + arg + " " + variable.get());
  return "result";
}
func.call = function () { log.push("own call"); };
func.apply = function () { log.push("own apply"); };

var result;
try {
  Function.prototype.call = function () { log.push("call"); };
  Function.prototype.apply = function () { log.push("apply"); };
  Reflect.apply = function () { log.push("Reflect.apply"); };
  result = variable.run("value", func, "arg");
} finally {
  Function.prototype.call = originalCall;
  Function.prototype.apply = originalApply;
  Reflect.apply = originalReflectApply;
}

assert.compareArray(log, ["called arg value"], "only the function itself is called, once");
assert.sameValue(result, "result", "the result of the function");
