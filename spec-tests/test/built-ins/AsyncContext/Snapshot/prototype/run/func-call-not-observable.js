// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  The function is called directly - neither its call and apply nor an iterator
  are used
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  The function of a snapshot run is called with undefined as this and the
  remaining arguments.
includes: [compareArray.js]
features: [AsyncContext, Symbol.iterator]
---*/

const snapshot = new AsyncContext.Snapshot();
const forbidden = function() {
  throw new Test262Error("must not be called");
};
const func = function(a, b, c) {
  return [a, b, c];
};
func.call = forbidden;
func.apply = forbidden;
func.bind = forbidden;

const arrayIterator = Array.prototype[Symbol.iterator];
let result;
Array.prototype[Symbol.iterator] = forbidden;
try {
  result = snapshot.run(func, 1, 2, 3);
} finally {
  Array.prototype[Symbol.iterator] = arrayIterator;
}

assert.compareArray(result, [1, 2, 3], "the arguments of the function");
