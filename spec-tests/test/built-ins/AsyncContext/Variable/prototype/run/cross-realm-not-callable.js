// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  The TypeError for a function that is not callable is of the realm of run.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  A function that is not callable throws a TypeError, and the previous mapping is
  restored.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm().global;
var otherRun = other.AsyncContext.Variable.prototype.run;
var variable = new AsyncContext.Variable({ defaultValue: "default" });

assert.throws(other.TypeError, function () {
  otherRun.call(variable, "value", {});
}, "run of the other realm on a variable of this realm");
assert.sameValue(variable.get(), "default", "the previous mapping is restored");

var otherVariable = new other.AsyncContext.Variable();
assert.throws(TypeError, function () {
  AsyncContext.Variable.prototype.run.call(otherVariable, "value", new other.Object());
}, "run of this realm on a variable of the other realm");
assert.sameValue(otherVariable.get(), undefined, "the previous mapping is restored there, too");
