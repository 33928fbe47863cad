// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  Variables go on working when AsyncContext.Variable was replaced and deleted.
info: |
  The AsyncContext object

  AsyncContext.Variable is writable, not enumerable and configurable.
features: [AsyncContext]
---*/

var Variable = AsyncContext.Variable;
var variable = new Variable({ name: "before", defaultValue: "default" });

AsyncContext.Variable = function() {
  throw new Test262Error("the replacement is not called");
};
assert.sameValue(variable.name, "before", "name works after the replacement");
assert.sameValue(variable.get(), "default", "get works after the replacement");

assert.sameValue(delete AsyncContext.Variable, true, "the property can be deleted");
assert.sameValue(variable.run("value", function() {
  return new AsyncContext.Snapshot();
}).run(function() {
  return variable.get();
}), "value", "a snapshot holds the variable after the deletion");
assert.sameValue(
  Object.getPrototypeOf(new Variable()), Object.getPrototypeOf(variable),
  "the constructor makes the same variables as before"
);
