// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  The built-in functions do not call each other by name.
info: |
  The AsyncContext object

  The built-in functions of AsyncContext look nothing up on objects that a program can
  change.
features: [AsyncContext]
---*/

var Variable = AsyncContext.Variable;
var Snapshot = AsyncContext.Snapshot;
var run = Variable.prototype.run;
var get = Variable.prototype.get;
var wrap = Snapshot.wrap;
function fail() {
  throw new Test262Error("a replaced function was called");
}

Variable.prototype.run = fail;
Variable.prototype.get = fail;
Snapshot.prototype.run = fail;
Snapshot.wrap = fail;
AsyncContext.Variable = fail;
AsyncContext.Snapshot = fail;

var variable = new Variable({ defaultValue: "default" });
var wrapped = run.call(variable, "set", function() {
  return wrap(function() {
    return get.call(variable);
  });
});
assert.sameValue(wrapped(), "set", "the value in the wrapped function");
assert.sameValue(get.call(variable), "default", "the value outside");
