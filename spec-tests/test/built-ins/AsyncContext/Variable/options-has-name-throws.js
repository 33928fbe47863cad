// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  An error of HasProperty propagates, and nothing is read afterwards.
info: |
  AsyncContext.Variable ( options )

  An abrupt completion of a step that reads the options propagates.
features: [AsyncContext, Proxy]
---*/

var options = new Proxy({}, {
  has: function(target, key) {
    assert.sameValue(key, "name", "what HasProperty asks for");
    throw new Test262Error();
  },
  get: function() {
    throw new TypeError("nothing is read after the error");
  }
});

assert.throws(Test262Error, function() {
  new AsyncContext.Variable(options);
}, "the has trap throws");
