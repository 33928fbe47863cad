// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  AsyncContext.Variable.prototype.run has no [[Construct]] and no "prototype".
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  AsyncContext.Variable.prototype.run is a built-in function without [[Construct]].
includes: [isConstructor.js]
features: [AsyncContext, Reflect.construct]
---*/

var run = AsyncContext.Variable.prototype.run;
var calls = 0;

assert.sameValue(isConstructor(run), false, "isConstructor(run)");

assert.throws(TypeError, function () {
  new run(1, function () { calls += 1; });
}, "new run(value, func)");

var variable = new AsyncContext.Variable();
assert.throws(TypeError, function () {
  new variable.run(1, function () { calls += 1; });
}, "new variable.run(value, func)");

assert.sameValue(calls, 0, "the function is not called by new");
assert.sameValue(
  Object.prototype.hasOwnProperty.call(run, "prototype"),
  false,
  "run has no own prototype property"
);
