// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  Variables without a name are told apart too.
info: |
  AsyncContext.Variable ( options )

  Each construction makes a variable of its own, whatever its name.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var variables = [];
for (var i = 0; i < 20; i++) {
  variables.push(new AsyncContext.Variable());
}
function values() {
  return variables.map(function(variable) {
    return variable.get();
  });
}
var expected = variables.map(function(variable, index) {
  return index;
});

var nested = variables.reduceRight(function(inner, variable, index) {
  return function() {
    return variable.run(index, inner);
  };
}, values);

assert.compareArray(nested(), expected, "each variable has the value of its own run");
assert.compareArray(values(), variables.map(function() {}), "no variable has a value afterwards");
