// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  A value of any type is the value of the variable during the call, as it is.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  During the call the variable has the given value, whatever type it is of.
features: [AsyncContext, Symbol, BigInt]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });

[
  undefined,
  null,
  true,
  false,
  0,
  -0,
  NaN,
  Infinity,
  12.5,
  0n,
  "",
  "default",
  "text",
  Symbol("value"),
  Symbol.iterator,
  {},
  [],
  Object.create(null),
  function () {},
  new Error("value"),
  Promise.resolve(),
  variable,
  new AsyncContext.Snapshot()
].forEach(function (value, index) {
  var calls = 0;
  variable.run(value, function () {
    calls += 1;
    assert.sameValue(variable.get(), value, "value number " + index);
  });
  assert.sameValue(calls, 1, "the function is called once, number " + index);
});
