// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  An instance of a subclass is a variable.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  AsyncContext.Variable.prototype.run throws a TypeError unless this is an
  AsyncContext.Variable.
  During the call the variable has the given value, whatever type it is of.
features: [AsyncContext]
---*/

class Sub extends AsyncContext.Variable {
  run(value, func) {
    return super.run("sub:" + value, func);
  }
}

var variable = new Sub();

assert.sameValue(
  variable.run("value", function () { return variable.get(); }),
  "sub:value",
  "run through super"
);
assert.sameValue(
  AsyncContext.Variable.prototype.run.call(variable, "value", function () {
    return variable.get();
  }),
  "value",
  "run of the base class"
);
assert.sameValue(variable.get(), undefined, "afterwards the variable is not set");
