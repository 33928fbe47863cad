// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-createdynamicfunction
description: >
  The Function constructor converts its parameters and its body in the mapping of the
  caller.
info: |
  CreateDynamicFunction ( constructor, newTarget, kind, parameterArgs, bodyArg )

  The Function constructors convert their arguments in the mapping of the caller.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var seen = [];
var parameter = {
  toString: function () {
    seen.push("parameter " + variable.get());
    return "a";
  }
};
var body = {
  toString: function () {
    seen.push("body " + variable.get());
    return "return a;";
  }
};

var func = variable.run("caller", function () {
  return Function(parameter, body);
});
assert.sameValue(func(1), 1, "the function works");
assert.compareArray(seen, ["parameter caller", "body caller"], "mapping of each conversion");
