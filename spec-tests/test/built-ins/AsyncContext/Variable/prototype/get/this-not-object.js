// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  Throws a TypeError if the this value is not an Object.
info: |
  AsyncContext.Variable.prototype.get ( )

  AsyncContext.Variable.prototype.get throws a TypeError unless this is an
  AsyncContext.Variable.
features: [AsyncContext, Symbol, BigInt]
---*/

var get = AsyncContext.Variable.prototype.get;

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
    get.call(receiver);
  }, "this value: " + String(receiver));
});

assert.throws(TypeError, function () {
  get();
}, "called as a plain function");
