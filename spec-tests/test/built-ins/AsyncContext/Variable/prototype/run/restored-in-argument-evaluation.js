// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  Arguments of run are evaluated in the mapping of the caller, before the value is set.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  During the call the variable has the given value, whatever type it is of.
  The previous mapping is restored when the function returns.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });

var seen = variable.run(
  variable.get() + " value",
  function (arg, def) {
    return [variable.get(), arg, def];
  },
  variable.run("argument", function () { return variable.get(); }),
  variable.get()
);

assert.compareArray(
  seen,
  ["default value", "argument", "default"],
  "value, func and further arguments are evaluated outside"
);
