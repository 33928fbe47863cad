// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performeval
description: >
  Direct eval runs in the current mapping, and a run in the evaluated code is over when
  eval returns.
info: |
  PerformEval ( x, strictCaller, direct )

  Evaluated code runs in the current mapping.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });

var seen = variable.run("outer", function () {
  return [
    eval("variable.get()"),
    eval("variable.run('inner', function () { return variable.get(); })"),
    variable.get()
  ];
});

assert.compareArray(seen, ["outer", "inner", "outer"], "in eval, in a run there, and after it");
assert.sameValue(variable.get(), "default", "outside");
