// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-createdynamicfunction
description: >
  A function that the Function constructor makes in one run has the mapping of its
  caller.
info: |
  CreateDynamicFunction ( constructor, newTarget, kind, parameterArgs, bodyArg )

  A function that a Function constructor makes captures nothing: it runs in the mapping
  of its caller.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });

var func = variable.run("creation", function () {
  return new Function("v", "return v.get();");
});

assert.sameValue(func(variable), "default", "called outside of every run");
assert.sameValue(variable.run("caller", func, variable), "caller", "called in another run");
