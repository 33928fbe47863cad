// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  Throws a TypeError if the function is not callable.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  A function that is not callable throws a TypeError, and the previous mapping is
  restored.
features: [AsyncContext, Symbol, BigInt, Proxy]
---*/

var variable = new AsyncContext.Variable();

[
  undefined,
  null,
  true,
  0,
  1n,
  "function",
  Symbol("function"),
  {},
  [],
  /x/,
  Object.create(Function.prototype),
  { call: function () {}, apply: function () {} },
  new Proxy({}, { apply: function () {} }),
  variable,
  AsyncContext,
  new AsyncContext.Snapshot()
].forEach(function (func, index) {
  assert.throws(TypeError, function () {
    variable.run("value", func);
  }, "not callable, number " + index);
});
