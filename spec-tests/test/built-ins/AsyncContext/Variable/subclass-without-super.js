// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  An object that a subclass made without super is no variable.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable can be subclassed.
features: [AsyncContext]
---*/

class Fake extends AsyncContext.Variable {
  constructor() {
    return Object.create(new.target.prototype);
  }
}

var fake = new Fake();
assert.sameValue(fake instanceof AsyncContext.Variable, true, "it inherits from the prototype");
assert.throws(TypeError, function() {
  fake.get();
}, "get");
assert.throws(TypeError, function() {
  fake.run(1, function() {
    throw new Test262Error("the function is not called");
  });
}, "run");
assert.throws(TypeError, function() {
  fake.name;
}, "name");
