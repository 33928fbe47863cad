// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  A built-in or bound function is called in the new mapping.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  During the call the variable has the given value, whatever type it is of.
  The function is called with undefined as this and the remaining arguments.
features: [AsyncContext, Reflect]
---*/

var variable = new AsyncContext.Variable();
var get = AsyncContext.Variable.prototype.get;

assert.sameValue(variable.run("bound", get.bind(variable)), "bound", "a bound built-in");
assert.sameValue(
  variable.run("applied", Reflect.apply, get, variable, []),
  "applied",
  "a built-in that calls another"
);
assert.throws(TypeError, function () {
  variable.run("value", get);
}, "get is called with undefined as this");
