// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  Without further arguments the function gets none, neither the value nor the function.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The function is called with undefined as this and the remaining arguments.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable();
var calls = 0;

variable.run("value", function () {
  calls += 1;
  assert.sameValue(arguments.length, 0, "number of arguments");
});

assert.sameValue(calls, 1, "the function is called once");
