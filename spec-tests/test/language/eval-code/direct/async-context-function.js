// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performeval
description: >
  A function that direct eval makes in one run has the mapping of its caller.
info: |
  PerformEval ( x, strictCaller, direct )

  A function that evaluated code makes captures nothing: it runs in the mapping of its
  caller.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });

var func = variable.run("eval", function () {
  return eval("(function () { return variable.get(); })");
});

assert.sameValue(func(), "default", "called outside of every run");
assert.sameValue(variable.run("caller", func), "caller", "called in another run");
