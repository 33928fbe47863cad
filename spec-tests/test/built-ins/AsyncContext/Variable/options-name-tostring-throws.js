// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  An error of the conversion of the name propagates, and the default value is
  not read.
info: |
  AsyncContext.Variable ( options )

  An abrupt completion of a step that reads the options propagates.
features: [AsyncContext, Symbol, Symbol.toPrimitive]
---*/

var reads = 0;
function makeOptions(name) {
  return {
    name: name,
    get defaultValue() {
      reads++;
    }
  };
}
function thrower() {
  throw new Test262Error();
}

assert.throws(Test262Error, function() {
  new AsyncContext.Variable(makeOptions({ toString: thrower }));
}, "toString throws");

assert.throws(Test262Error, function() {
  var name = {};
  name[Symbol.toPrimitive] = thrower;
  new AsyncContext.Variable(makeOptions(name));
}, "@@toPrimitive throws");

assert.throws(Test262Error, function() {
  var name = Object.defineProperty({}, Symbol.toPrimitive, { get: thrower });
  new AsyncContext.Variable(makeOptions(name));
}, "the getter of @@toPrimitive throws");

assert.throws(TypeError, function() {
  new AsyncContext.Variable(makeOptions(Symbol()));
}, "a Symbol throws");

assert.sameValue(reads, 0, "the default value was not read");
