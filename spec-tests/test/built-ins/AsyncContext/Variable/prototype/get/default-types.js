// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  A default value of any type is returned as it is.
info: |
  AsyncContext.Variable.prototype.get ( )

  The default value is returned as it is, without being copied, called or converted.
features: [AsyncContext, Symbol, BigInt]
---*/

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
  "text",
  Symbol("default"),
  {},
  [],
  Object.create(null),
  new Error("default"),
  Promise.resolve(),
  new AsyncContext.Variable(),
  new AsyncContext.Snapshot()
].forEach(function (value, index) {
  var variable = new AsyncContext.Variable({ defaultValue: value });
  assert.sameValue(variable.get(), value, "default value number " + index);
  assert.sameValue(variable.get(), value, "default value number " + index + " again");
});
