// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  Reading the name of the prototype object itself, or of what inherits from it, throws.
info: |
  get AsyncContext.Variable.prototype.name

  The name getter throws a TypeError unless this is an AsyncContext.Variable.
features: [AsyncContext]
---*/

assert.throws(TypeError, function () {
  AsyncContext.Variable.prototype.name;
}, "the prototype object");

assert.throws(TypeError, function () {
  Object.create(AsyncContext.Variable.prototype).name;
}, "an object that inherits from the prototype object");

assert.throws(TypeError, function () {
  Object.create(new AsyncContext.Variable({ name: "name" })).name;
}, "an object that inherits from a variable");
