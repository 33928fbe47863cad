// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-createdynamicfunction
description: >
  Functions that Function and eval of another realm make in one run have the mapping of
  their caller.
info: |
  CreateDynamicFunction ( constructor, newTarget, kind, parameterArgs, bodyArg )

  A function that a Function constructor makes captures nothing: it runs in the mapping
  of its caller.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm().global;
var variable = new AsyncContext.Variable({ defaultValue: "default" });

var functions = variable.run("creation", function () {
  return [
    new other.Function("v", "return v.get();"),
    other.eval("(function (v) { return v.get(); })")
  ];
});

functions.forEach(function (func, index) {
  assert.sameValue(func(variable), "default", "called outside, function " + index);
  assert.sameValue(
    variable.run("caller", func, variable),
    "caller",
    "called in another run, function " + index
  );
});
