// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  Arguments are passed on without iterating an array.
info: |
  The AsyncContext object

  The built-in functions of AsyncContext look nothing up on objects that a program can
  change.
features: [AsyncContext, Symbol.iterator]
---*/

var variable = new AsyncContext.Variable();
var snapshot = new AsyncContext.Snapshot();
function add(a, b) {
  return a + b;
}
var wrapped = AsyncContext.Snapshot.wrap(add);

var original = Array.prototype[Symbol.iterator];
var calls = 0;
var first, second, third;
Array.prototype[Symbol.iterator] = function() {
  calls++;
};
try {
  first = variable.run("set", add, 1, 2);
  second = snapshot.run(add, 3, 4);
  third = wrapped(5, 6);
} finally {
  Array.prototype[Symbol.iterator] = original;
}

assert.sameValue(first, 3, "run of a variable");
assert.sameValue(second, 7, "run of a snapshot");
assert.sameValue(third, 11, "a wrapped function");
assert.sameValue(calls, 0, "the replaced iterator was not called");
