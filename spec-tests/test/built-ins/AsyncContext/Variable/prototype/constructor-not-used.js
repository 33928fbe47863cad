// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-variable-prototype
description: >
  The constructor property is not used by the members.
info: |
  The AsyncContext.Variable prototype object

  AsyncContext.Variable.prototype.constructor is AsyncContext.Variable,
  writable, not enumerable and configurable.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ name: "name", defaultValue: "default" });
Object.defineProperty(AsyncContext.Variable.prototype, "constructor", {
  get: function() {
    throw new Test262Error("constructor is not read");
  }
});

assert.sameValue(variable.name, "name", "name");
assert.sameValue(variable.get(), "default", "get");
assert.sameValue(variable.run("value", function() {
  return variable.get();
}), "value", "run");
assert.sameValue(new AsyncContext.Variable().get(), undefined, "a variable that is made afterwards");
