// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-variable-prototype
description: >
  Object.prototype.toString of a variable uses the tag, and there is no other
  built-in tag behind it.
info: |
  The AsyncContext.Variable prototype object

  AsyncContext.Variable.prototype[@@toStringTag] is "AsyncContext.Variable", not
  writable, not enumerable and configurable.
features: [AsyncContext, Symbol.toStringTag]
---*/

var toString = Object.prototype.toString;
var variable = new AsyncContext.Variable({ name: "name" });

assert.sameValue(toString.call(variable), "[object AsyncContext.Variable]", "a variable");
assert.sameValue(String(variable), "[object AsyncContext.Variable]", "its String value is without its name");
assert.sameValue(
  toString.call(AsyncContext.Variable.prototype), "[object AsyncContext.Variable]",
  "the prototype object"
);

class Tagged extends AsyncContext.Variable {
  get [Symbol.toStringTag]() {
    return "Tagged";
  }
}
assert.sameValue(toString.call(new Tagged()), "[object Tagged]", "a subclass with a tag of its own");

assert.sameValue(
  delete AsyncContext.Variable.prototype[Symbol.toStringTag], true,
  "the tag can be deleted"
);
assert.sameValue(toString.call(variable), "[object Object]", "a variable without the tag");
