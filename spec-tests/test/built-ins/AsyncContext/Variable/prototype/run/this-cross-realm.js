// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  A variable of another realm is a variable, and errors are of the realm of the method.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  AsyncContext.Variable.prototype.run throws a TypeError unless this is an
  AsyncContext.Variable.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm().global;
var run = AsyncContext.Variable.prototype.run;
var otherRun = other.AsyncContext.Variable.prototype.run;

assert.notSameValue(run, otherRun, "each realm has its own run");

var variable = new AsyncContext.Variable();
assert.sameValue(
  otherRun.call(variable, "mine", function () { return variable.get(); }),
  "mine",
  "run of the other realm on a variable of this realm"
);

var otherVariable = new other.AsyncContext.Variable();
assert.sameValue(
  run.call(otherVariable, "theirs", function () { return otherVariable.get(); }),
  "theirs",
  "run of this realm on a variable of the other realm"
);

assert.throws(other.TypeError, function () {
  otherRun.call({}, "value", function () {});
}, "run of the other realm throws the TypeError of its realm");

assert.throws(TypeError, function () {
  run.call(new other.Object(), "value", function () {});
}, "run of this realm throws the TypeError of this realm");
