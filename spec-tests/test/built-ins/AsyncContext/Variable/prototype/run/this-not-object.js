// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  Throws a TypeError if the this value is not an Object.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  AsyncContext.Variable.prototype.run throws a TypeError unless this is an
  AsyncContext.Variable.
features: [AsyncContext, Symbol, BigInt]
---*/

var run = AsyncContext.Variable.prototype.run;
var calls = 0;
function func() {
  calls += 1;
}

[
  undefined,
  null,
  true,
  false,
  "",
  "Variable",
  Symbol("Variable"),
  0,
  1,
  NaN,
  0n,
  1n
].forEach(function (receiver) {
  assert.throws(TypeError, function () {
    run.call(receiver, "value", func);
  }, "this value: " + String(receiver));
});

assert.throws(TypeError, function () {
  run("value", func);
}, "called as a plain function");

assert.sameValue(calls, 0, "the function is never called");
