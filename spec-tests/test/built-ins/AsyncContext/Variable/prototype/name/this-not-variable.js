// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  Throws a TypeError if the this value is an Object that was not made by
  AsyncContext.Variable.
info: |
  get AsyncContext.Variable.prototype.name

  The name getter throws a TypeError unless this is an AsyncContext.Variable.
features: [AsyncContext]
---*/

var getter = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name").get;
var variable = new AsyncContext.Variable({ name: "name" });

[
  [{}, "an ordinary object"],
  [{ name: "name" }, "an object with a name"],
  [[], "an array"],
  [function () {}, "a function"],
  [new Map(), "a Map"],
  [AsyncContext, "AsyncContext"],
  [AsyncContext.Variable, "the constructor"],
  [AsyncContext.Variable.prototype, "the prototype object"],
  [Object.create(AsyncContext.Variable.prototype), "an object with the right prototype"],
  [Object.create(variable), "an object that inherits from a variable"],
  [new AsyncContext.Snapshot(), "a snapshot"]
].forEach(function (pair) {
  assert.throws(TypeError, function () {
    getter.call(pair[0]);
  }, pair[1]);
});
