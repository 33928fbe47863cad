// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  The function is called, not constructed.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The function is called with undefined as this and the remaining arguments.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable();
var target = "not called";

var result = variable.run("value", function () {
  target = new.target;
});

assert.sameValue(target, undefined, "new.target in the function");
assert.sameValue(result, undefined, "no object is made by run");
