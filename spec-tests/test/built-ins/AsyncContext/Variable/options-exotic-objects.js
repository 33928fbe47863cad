// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  Functions, arrays and wrapper objects are Objects, and so are read as
  options.
info: |
  AsyncContext.Variable ( options )

  Options that are not an Object are ignored.
features: [AsyncContext]
---*/

function named() {}
named.defaultValue = "of a function";
var variable = new AsyncContext.Variable(named);
assert.sameValue(variable.name, "named", "the name of a function");
assert.sameValue(variable.get(), "of a function", "the default value of a function");

var array = [];
array.name = "array";
array.defaultValue = "of an array";
variable = new AsyncContext.Variable(array);
assert.sameValue(variable.name, "array", "the name of an array");
assert.sameValue(variable.get(), "of an array", "the default value of an array");

var bare = Object.create(null);
bare.name = "bare";
bare.defaultValue = "without a prototype";
variable = new AsyncContext.Variable(bare);
assert.sameValue(variable.name, "bare", "the name of an object without a prototype");
assert.sameValue(variable.get(), "without a prototype", "the default value of an object without a prototype");
