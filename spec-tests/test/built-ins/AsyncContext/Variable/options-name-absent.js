// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  A name that HasProperty does not find is not read.
info: |
  AsyncContext.Variable ( options )

  The name option is read with HasProperty, and only if it is present with Get.
features: [AsyncContext, Proxy]
---*/

var options = new Proxy({ name: "in the target" }, {
  has: function() {
    return false;
  },
  get: function(target, key) {
    assert.notSameValue(key, "name", "name is not read");
    return undefined;
  }
});

assert.sameValue(new AsyncContext.Variable(options).name, "", "an absent name is the empty String");
