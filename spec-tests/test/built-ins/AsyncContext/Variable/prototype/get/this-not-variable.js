// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  Throws a TypeError if the this value is an Object that was not made by
  AsyncContext.Variable.
info: |
  AsyncContext.Variable.prototype.get ( )

  AsyncContext.Variable.prototype.get throws a TypeError unless this is an
  AsyncContext.Variable.
features: [AsyncContext]
---*/

var get = AsyncContext.Variable.prototype.get;
var variable = new AsyncContext.Variable({ defaultValue: "default" });

var lookalike = {
  run: AsyncContext.Variable.prototype.run,
  get: get,
  name: "",
  defaultValue: "default",
  constructor: AsyncContext.Variable
};

[
  [{}, "an ordinary object"],
  [[], "an array"],
  [function () {}, "a function"],
  [new Map(), "a Map"],
  [new WeakMap(), "a WeakMap"],
  [AsyncContext, "AsyncContext"],
  [AsyncContext.Variable, "the constructor"],
  [AsyncContext.Variable.prototype, "the prototype object"],
  [Object.create(AsyncContext.Variable.prototype), "an object with the right prototype"],
  [Object.create(variable), "an object that inherits from a variable"],
  [lookalike, "an object with the same properties"]
].forEach(function (pair) {
  assert.throws(TypeError, function () {
    get.call(pair[0]);
  }, pair[1]);
  variable.run("value", function () {
    assert.throws(TypeError, function () {
      get.call(pair[0]);
    }, pair[1] + ", while a variable is set");
  });
});
