// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  Without a name the default value is read right after HasProperty.
info: |
  AsyncContext.Variable ( options )

  The name is read and converted before the default value is read.
  The name option is read with HasProperty, and only if it is present with Get.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

var log = [];
var options = new Proxy({}, {
  has: function(target, key) {
    log.push("has " + String(key));
    return key in target;
  },
  get: function(target, key) {
    log.push("get " + String(key));
    return target[key];
  }
});

new AsyncContext.Variable(options);
assert.compareArray(log, ["has name", "get defaultValue"], "the observable steps");
