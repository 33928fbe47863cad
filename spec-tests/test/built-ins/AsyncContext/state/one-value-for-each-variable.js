// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  Each variable has its own value, whatever their names and values are.
info: |
  The state

  A mapping holds one value for each variable, and setting one variable leaves the
  others as they are.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var variables = [];
for (var i = 0; i < 20; i++) {
  variables.push(new AsyncContext.Variable({ name: "same", defaultValue: "default" }));
}
function values() {
  return variables.map(function (variable) {
    return variable.get();
  });
}
function nest(index) {
  if (index === variables.length) {
    return values();
  }
  return variables[index].run(index, nest, index + 1);
}

var expected = variables.map(function (variable, index) {
  return index;
});
assert.compareArray(nest(0), expected, "all variables are set, each to its own value");
assert.compareArray(
  values(),
  variables.map(function () { return "default"; }),
  "none is set afterwards"
);
