// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  Throws a TypeError if run is called with the value alone or without arguments.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  A function that is not callable throws a TypeError, and the previous mapping is
  restored.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var calls = 0;

assert.throws(TypeError, function () {
  variable.run();
}, "no arguments");
assert.throws(TypeError, function () {
  variable.run("value");
}, "the value alone");
assert.throws(TypeError, function () {
  variable.run(function () { calls += 1; });
}, "a function in the place of the value");

assert.sameValue(calls, 0, "a function in the place of the value is not called");
assert.sameValue(variable.get(), "default", "the previous mapping is restored");
