// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  run returns what the function returns, of whatever type and as it is.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The result of the function is the result of run.
features: [AsyncContext, Symbol, BigInt]
---*/

var variable = new AsyncContext.Variable();
var thenable = {
  then: function () {
    throw new Test262Error("a returned thenable is not awaited");
  }
};

[
  undefined,
  null,
  false,
  -0,
  NaN,
  1n,
  "text",
  Symbol("result"),
  {},
  [],
  function () {
    throw new Test262Error("a returned function is not called");
  },
  thenable,
  Promise.resolve("result"),
  variable
].forEach(function (value, index) {
  assert.sameValue(
    variable.run("value", function () { return value; }),
    value,
    "result number " + index
  );
});
