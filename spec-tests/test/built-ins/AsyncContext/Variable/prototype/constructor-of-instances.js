// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-variable-prototype
description: >
  The constructor of a variable can make another one.
info: |
  The AsyncContext.Variable prototype object

  AsyncContext.Variable.prototype.constructor is AsyncContext.Variable,
  writable, not enumerable and configurable.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ name: "first" });

assert.sameValue(variable.constructor, AsyncContext.Variable, "the inherited constructor");
assert.sameValue(
  Object.prototype.hasOwnProperty.call(variable, "constructor"), false,
  "it is not an own property"
);
assert.sameValue(new variable.constructor({ name: "second" }).name, "second", "it constructs");
