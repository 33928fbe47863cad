// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  A name that only HasProperty finds is read with Get.
info: |
  AsyncContext.Variable ( options )

  The name option is read with HasProperty, and only if it is present with Get.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

var log = [];
var options = new Proxy({}, {
  has: function(target, key) {
    log.push("has " + String(key));
    return key === "name";
  },
  get: function(target, key, receiver) {
    log.push("get " + String(key));
    assert.sameValue(receiver, options, "the receiver is the options object");
    return key === "name" ? "made up" : undefined;
  }
});

assert.sameValue(new AsyncContext.Variable(options).name, "made up", "the value that Get gave");
assert.compareArray(log.slice(0, 2), ["has name", "get name"], "HasProperty comes before Get");
