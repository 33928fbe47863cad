// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  The conversion of an object asks for a primitive value with the hint string,
  once.
info: |
  AsyncContext.Variable ( options )

  The name option is converted with ToString, which throws for a Symbol.
includes: [compareArray.js]
features: [AsyncContext, Symbol.toPrimitive]
---*/

var hints = [];
var nameObject = {
  toString: function() {
    throw new Test262Error("toString is not called");
  },
  valueOf: function() {
    throw new Test262Error("valueOf is not called");
  }
};
nameObject[Symbol.toPrimitive] = function(hint) {
  assert.sameValue(this, nameObject, "this is the name");
  hints.push(hint);
  return 42;
};

var variable = new AsyncContext.Variable({ name: nameObject });
assert.compareArray(hints, ["string"], "the conversion is done by the constructor");
assert.sameValue(variable.name, "42", "what @@toPrimitive returned is converted");
assert.sameValue(variable.name, "42", "again");
assert.compareArray(hints, ["string"], "the conversion is not repeated");
