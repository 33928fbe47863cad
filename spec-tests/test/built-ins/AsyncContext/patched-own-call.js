// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  Own properties of the function are not read when it is called.
info: |
  The AsyncContext object

  The built-in functions of AsyncContext look nothing up on objects that a program can
  change.
includes: [compareArray.js]
features: [AsyncContext, Symbol.toPrimitive]
---*/

var log = [];
function func() {
  return "called";
}
["call", "apply", "bind", "then", "toString", "valueOf", Symbol.toPrimitive].forEach(function(key) {
  Object.defineProperty(func, key, {
    get: function() {
      log.push(String(key));
    }
  });
});

assert.sameValue(new AsyncContext.Variable().run(1, func), "called", "run of a variable");
assert.sameValue(new AsyncContext.Snapshot().run(func), "called", "run of a snapshot");
assert.sameValue(AsyncContext.Snapshot.wrap(func)(), "called", "a wrapped function");
assert.compareArray(log, [], "no property was read");
