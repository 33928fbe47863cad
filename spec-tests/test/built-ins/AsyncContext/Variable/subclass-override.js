// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  The methods of AsyncContext.Variable do not call those that a subclass
  overrides.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable can be subclassed.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var calls = [];

class Logged extends AsyncContext.Variable {
  get() {
    calls.push("get");
    return "logged " + super.get();
  }
  run(value, func) {
    calls.push("run");
    return super.run(value, func);
  }
  get name() {
    calls.push("name");
    return "logged " + super.name;
  }
}

var variable = new Logged({ name: "name", defaultValue: "default" });
assert.compareArray(calls, [], "the constructor calls no method");
assert.sameValue(variable.name, "logged name", "super.name reads the name of this");
assert.sameValue(variable.run("value", function() {
  return variable.get();
}), "logged value", "super.run and super.get work on this");
assert.compareArray(calls, ["name", "run", "get"], "each override was called once");

assert.sameValue(
  AsyncContext.Variable.prototype.run.call(variable, "other", function() {
    return AsyncContext.Variable.prototype.get.call(variable);
  }),
  "other",
  "the intrinsic methods work on the instance"
);
assert.compareArray(calls, ["name", "run", "get"], "the intrinsic methods call no override");
