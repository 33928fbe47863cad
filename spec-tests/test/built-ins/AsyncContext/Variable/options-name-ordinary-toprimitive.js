// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  Without @@toPrimitive toString is tried before valueOf.
info: |
  AsyncContext.Variable ( options )

  The name option is converted with ToString, which throws for a Symbol.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var log = [];
function makeName(stringValue, numberValue) {
  return {
    toString: function() {
      log.push("toString");
      return stringValue;
    },
    valueOf: function() {
      log.push("valueOf");
      return numberValue;
    }
  };
}

assert.sameValue(
  new AsyncContext.Variable({ name: makeName("text", 1) }).name, "text",
  "the result of toString"
);
assert.compareArray(log, ["toString"], "valueOf is not needed");

log = [];
assert.sameValue(
  new AsyncContext.Variable({ name: makeName({}, 1) }).name, "1",
  "the result of valueOf if toString returns an object"
);
assert.compareArray(log, ["toString", "valueOf"], "toString comes first");

assert.throws(TypeError, function() {
  new AsyncContext.Variable({ name: makeName({}, {}) });
}, "no primitive value");
assert.throws(TypeError, function() {
  new AsyncContext.Variable({ name: Object.create(null) });
}, "no method to convert with");
