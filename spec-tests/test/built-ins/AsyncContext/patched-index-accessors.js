// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  Accessors for indices on Array.prototype and Object.prototype are not called when
  arguments are passed on.
info: |
  The AsyncContext object

  The built-in functions of AsyncContext look nothing up on objects that a program can
  change.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable();
var calls = 0;
var accessor = {
  configurable: true,
  get: function() { calls++; },
  set: function() { calls++; }
};
function pair(a, b) {
  return a + b;
}

var results;
Object.defineProperty(Array.prototype, "0", accessor);
Object.defineProperty(Array.prototype, "1", accessor);
Object.defineProperty(Object.prototype, "0", accessor);
Object.defineProperty(Object.prototype, "1", accessor);
try {
  results = variable.run("value", pair, "a", "b") +
    AsyncContext.Snapshot.wrap(pair)("c", "d") +
    new AsyncContext.Snapshot().run(pair, "e", "f");
} finally {
  delete Array.prototype[0];
  delete Array.prototype[1];
  delete Object.prototype[0];
  delete Object.prototype[1];
}

assert.sameValue(results, "abcdef", "the arguments of all three calls");
assert.sameValue(calls, 0, "no accessor was called");
