// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  An exception of the own-property check propagates, and nothing is read after
  it
info: |
  AsyncContext.Snapshot.wrap ( fn )

  An abrupt completion of reading the length or the name propagates.

  The length is copied only if HasOwnProperty finds it on the function itself.
features: [AsyncContext, Proxy]
---*/

let reads = 0;
const fn = new Proxy(function() {}, {
  getOwnPropertyDescriptor() {
    throw new Test262Error();
  },
  get() {
    reads += 1;
  }
});

assert.throws(Test262Error, function() {
  AsyncContext.Snapshot.wrap(fn);
}, "the exception of the trap");
assert.sameValue(reads, 0, "nothing is read");
