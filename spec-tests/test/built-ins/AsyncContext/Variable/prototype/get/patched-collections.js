// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  The look-up does not go through methods of collections that JavaScript code can
  replace.
info: |
  AsyncContext.Variable.prototype.get ( )

  The value of the current mapping is returned if the variable is set in it.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var log = [];
var originals = [];
function patch(prototype, key) {
  originals.push([prototype, key, prototype[key]]);
  prototype[key] = function () {
    log.push(key);
  };
}

var inside;
var outside;
try {
  patch(Map.prototype, "get");
  patch(Map.prototype, "set");
  patch(Map.prototype, "has");
  patch(WeakMap.prototype, "get");
  patch(WeakMap.prototype, "set");
  patch(WeakMap.prototype, "has");
  inside = variable.run("value", function () {
    return variable.get();
  });
  outside = variable.get();
} finally {
  for (var i = 0; i < originals.length; i++) {
    originals[i][0][originals[i][1]] = originals[i][2];
  }
}

assert.compareArray(log, [], "no patched method is called");
assert.sameValue(inside, "value", "the value inside of the run");
assert.sameValue(outside, "default", "the default value outside");
