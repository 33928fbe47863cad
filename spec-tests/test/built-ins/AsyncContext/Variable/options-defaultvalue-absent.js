// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  The default value is read with Get although HasProperty would not find it.
info: |
  AsyncContext.Variable ( options )

  The defaultValue option is always read with Get, whether it is present or not.
features: [AsyncContext, Proxy]
---*/

var reads = 0;
var options = new Proxy({}, {
  has: function(target, key) {
    assert.notSameValue(key, "defaultValue", "HasProperty is not used for the default value");
    return false;
  },
  get: function(target, key, receiver) {
    assert.sameValue(key, "defaultValue", "what is read");
    assert.sameValue(receiver, options, "the receiver is the options object");
    reads++;
    return "made up";
  }
});

var variable = new AsyncContext.Variable(options);
assert.sameValue(reads, 1, "the default value was read once");
assert.sameValue(variable.get(), "made up", "the value that Get gave is the default");
