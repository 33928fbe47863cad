// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  Throws a TypeError if the this value is not an Object.
info: |
  get AsyncContext.Variable.prototype.name

  The name getter throws a TypeError unless this is an AsyncContext.Variable.
features: [AsyncContext, Symbol, BigInt]
---*/

var getter = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name").get;

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
    getter.call(receiver);
  }, "this value: " + String(receiver));
});

assert.throws(TypeError, function () {
  getter();
}, "called as a plain function");
