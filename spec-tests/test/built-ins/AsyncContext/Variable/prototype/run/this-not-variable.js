// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  Throws a TypeError if the this value is an Object that was not made by
  AsyncContext.Variable.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  AsyncContext.Variable.prototype.run throws a TypeError unless this is an
  AsyncContext.Variable.
features: [AsyncContext]
---*/

var run = AsyncContext.Variable.prototype.run;
var variable = new AsyncContext.Variable();
var calls = 0;
function func() {
  calls += 1;
}

var lookalike = {
  run: run,
  get: AsyncContext.Variable.prototype.get,
  name: "",
  defaultValue: undefined,
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
    run.call(pair[0], "value", func);
  }, pair[1]);
});

assert.sameValue(calls, 0, "the function is never called");
