// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The function is called directly - neither its call and apply nor an iterator
  are used
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function passes on its own this value and its arguments.
includes: [compareArray.js]
features: [AsyncContext, Symbol.iterator]
---*/

const forbidden = function() {
  throw new Test262Error("must not be called");
};
const fn = function(a, b, c) {
  return [a, b, c];
};
fn.call = forbidden;
fn.apply = forbidden;
fn.bind = forbidden;

const wrapped = AsyncContext.Snapshot.wrap(fn);
const arrayIterator = Array.prototype[Symbol.iterator];
let result;
Array.prototype[Symbol.iterator] = forbidden;
try {
  result = wrapped(1, 2, 3);
} finally {
  Array.prototype[Symbol.iterator] = arrayIterator;
}

assert.compareArray(result, [1, 2, 3], "the arguments of the function");
