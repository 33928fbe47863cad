// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  The exception that leaves run is the one that the function threw, of whatever type.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The previous mapping is restored when the function throws, and the exception is
  rethrown.
features: [AsyncContext, Symbol, BigInt]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });

[
  undefined,
  null,
  false,
  -0,
  NaN,
  1n,
  "text",
  Symbol("exception"),
  {},
  function () {},
  new RangeError("exception"),
  Promise.resolve()
].forEach(function (exception, index) {
  var caught = [];
  try {
    variable.run("value", function () {
      throw exception;
    });
  } catch (e) {
    caught.push(e);
  }
  assert.sameValue(caught.length, 1, "run throws, number " + index);
  assert.sameValue(caught[0], exception, "the same exception, number " + index);
  assert.sameValue(variable.get(), "default", "restored, number " + index);
});
