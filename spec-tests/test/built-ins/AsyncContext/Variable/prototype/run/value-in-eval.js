// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  Code that is evaluated by eval and by the Function constructor sees the value.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  During the call the variable has the given value, whatever type it is of.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable();

variable.run("set", function () {
  assert.sameValue(eval("variable.get()"), "set", "direct eval");
  assert.sameValue(
    (0, eval)("(function (v) { return v.get(); })")(variable),
    "set",
    "indirect eval"
  );
  assert.sameValue(
    new Function("v", "return v.get();")(variable),
    "set",
    "the Function constructor"
  );
});
