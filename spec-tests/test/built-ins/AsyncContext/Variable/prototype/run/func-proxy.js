// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  A callable Proxy is called through its apply trap, which runs in the new mapping.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  During the call the variable has the given value, whatever type it is of.
  The function is called with undefined as this and the remaining arguments.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

var variable = new AsyncContext.Variable();
var calls = 0;
var func = new Proxy(function () {}, {
  get: function () {
    throw new Test262Error("no property of the function is read");
  },
  apply: function (target, thisArgument, args) {
    calls += 1;
    assert.sameValue(variable.get(), "value", "the mapping of the trap");
    assert.sameValue(thisArgument, undefined, "the this value that is passed to the trap");
    assert.compareArray(args, ["a", "b"], "the arguments that are passed to the trap");
    return "result";
  }
});

assert.sameValue(variable.run("value", func, "a", "b"), "result", "the result of the trap");
assert.sameValue(calls, 1, "the trap is called once");
assert.sameValue(variable.get(), undefined, "the previous mapping is restored");
