// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  The default value is taken as it is, whatever type it is of.
info: |
  AsyncContext.Variable ( options )

  The defaultValue option is always read with Get, whether it is present or not.
features: [AsyncContext, BigInt, Symbol]
---*/

var unconvertible = {
  toString: function() {
    throw new Test262Error("the default value is not converted");
  },
  get then() {
    throw new Test262Error("the default value is not read");
  }
};
function callable() {
  throw new Test262Error("the default value is not called");
}

[
  undefined, null, true, false, 0, -0, NaN, 1n, "text", Symbol("symbol"), [], unconvertible, callable
].forEach(function(value, index) {
  var variable = new AsyncContext.Variable({ defaultValue: value });
  assert.sameValue(variable.get(), value, "the value of index " + index);
});
