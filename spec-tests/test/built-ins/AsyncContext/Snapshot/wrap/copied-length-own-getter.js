// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  An own getter of the length is called once, with the function as its this
  value
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The length is copied only if HasOwnProperty finds it on the function itself.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const receivers = [];
const fn = Object.defineProperty(function() {}, "length", {
  get() {
    receivers.push(this);
    return 5;
  }
});

const wrapped = AsyncContext.Snapshot.wrap(fn);

assert.sameValue(wrapped.length, 5, "the result of the getter");
assert.sameValue(wrapped.length, 5, "which is now a value");
assert.compareArray(receivers, [fn], "this values of the getter");
