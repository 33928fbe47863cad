// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  Code that eval and the Function constructor of another realm evaluate sees the value.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  During the call the variable has the given value, whatever type it is of.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm().global;
var variable = new AsyncContext.Variable({ defaultValue: "default" });
other.variable = variable;

variable.run("set", function () {
  assert.sameValue(other.eval("variable.get()"), "set", "eval of the other realm");
  assert.sameValue(
    new other.Function("return variable.get();")(),
    "set",
    "the Function constructor of the other realm"
  );
});
assert.sameValue(other.eval("variable.get()"), "default", "outside of the run");
