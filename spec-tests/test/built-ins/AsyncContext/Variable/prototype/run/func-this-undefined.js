// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  The function is called with undefined as this value.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The function is called with undefined as this and the remaining arguments.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable();

variable.run("value", function () {
  "use strict";
  assert.sameValue(this, undefined, "this of a strict function");
});

var sloppy = new Function("return this;");
var global = (0, eval)("this");
assert.sameValue(variable.run("value", sloppy), global, "this of a sloppy function");

var bound = function () {
  "use strict";
  return this;
}.bind(variable);
assert.sameValue(variable.run("value", bound), variable, "a bound function keeps its own this");
