// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  A class constructor is callable, but its call throws; the previous mapping is
  restored.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The previous mapping is restored when the function throws, and the exception is
  rethrown.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var calls = 0;
class C {
  constructor() {
    calls += 1;
  }
}

assert.throws(TypeError, function () {
  variable.run("value", C);
}, "a class constructor");
assert.sameValue(variable.get(), "default", "restored after the class constructor");

assert.throws(TypeError, function () {
  variable.run("value", AsyncContext.Snapshot);
}, "a built-in constructor that is called without new");
assert.sameValue(variable.get(), "default", "restored after the built-in constructor");

assert.sameValue(calls, 0, "the body of the class constructor does not run");
