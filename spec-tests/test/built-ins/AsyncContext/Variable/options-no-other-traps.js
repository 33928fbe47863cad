// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  No internal method of the options is used but HasProperty and Get.
info: |
  AsyncContext.Variable ( options )

  The name option is read with HasProperty, and only if it is present with Get.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

var log = [];
var options = new Proxy({ name: "name" }, new Proxy({}, {
  get: function(target, trap) {
    log.push(trap);
  }
}));

new AsyncContext.Variable(options);
assert.compareArray(log, ["has", "get", "get"], "the traps that were looked up");
