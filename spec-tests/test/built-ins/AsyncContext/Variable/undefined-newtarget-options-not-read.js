// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  A call without new throws before the options are read.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable called without new throws a TypeError.
features: [AsyncContext, Proxy]
---*/

var reads = 0;
var options = new Proxy({}, {
  has: function() {
    reads++;
    return true;
  },
  get: function() {
    reads++;
  }
});

assert.throws(TypeError, function() {
  AsyncContext.Variable(options);
}, "the call throws");
assert.sameValue(reads, 0, "the options were not touched");

assert.throws(TypeError, function() {
  AsyncContext.Variable({
    get name() {
      throw new Test262Error("name is not read");
    }
  });
}, "the error is the one of the missing new");
