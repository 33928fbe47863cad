// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  A mapping is kept without any method of a collection that JavaScript code can replace.
info: |
  The AsyncContext object

  The built-in functions of AsyncContext look nothing up on objects that a program can
  change.
includes: [compareArray.js]
features: [AsyncContext, WeakRef]
---*/

var log = [];
var originals = [];
[Map, WeakMap, WeakRef].forEach(function(constructor) {
  ["get", "set", "has", "delete", "deref"].forEach(function(key) {
    if (key in constructor.prototype) {
      originals.push([constructor.prototype, key, constructor.prototype[key]]);
      constructor.prototype[key] = function() {
        log.push(constructor.name + " " + key);
      };
    }
  });
});

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var snapshot, captured, wrapped;
try {
  snapshot = variable.run("set", function() {
    return new AsyncContext.Snapshot();
  });
  captured = snapshot.run(function() {
    return variable.get();
  });
  wrapped = snapshot.run(function() {
    return AsyncContext.Snapshot.wrap(function() {
      return variable.get();
    });
  })();
} finally {
  for (var i = 0; i < originals.length; i++) {
    originals[i][0][originals[i][1]] = originals[i][2];
  }
}

assert.sameValue(captured, "set", "the value in a snapshot");
assert.sameValue(wrapped, "set", "the value in a wrapped function");
assert.compareArray(log, [], "no replaced method was called");
