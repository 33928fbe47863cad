// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  Primitive values of every type give the same variable as no options.
info: |
  AsyncContext.Variable ( options )

  Options that are not an Object are ignored.
features: [AsyncContext, BigInt, Symbol]
---*/

[undefined, null, false, true, 0, NaN, 0n, "", "name", Symbol("name")].forEach(function(options) {
  var variable = new AsyncContext.Variable(options);
  assert.sameValue(variable.name, "", "the name for " + String(options));
  assert.sameValue(variable.get(), undefined, "the default value for " + String(options));
});

var variable = new AsyncContext.Variable();
assert.sameValue(variable.name, "", "the name without an argument");
assert.sameValue(variable.get(), undefined, "the default value without an argument");
