// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  An exception of an own getter of the length propagates, and the name is not
  read
info: |
  AsyncContext.Snapshot.wrap ( fn )

  An abrupt completion of reading the length or the name propagates.

  The length is read before the name.
features: [AsyncContext]
---*/

let nameReads = 0;
const fn = Object.defineProperties(function() {}, {
  length: {
    get() {
      throw new Test262Error();
    }
  },
  name: {
    get() {
      nameReads += 1;
      return "";
    }
  }
});

assert.throws(Test262Error, function() {
  AsyncContext.Snapshot.wrap(fn);
}, "the exception of the getter");
assert.sameValue(nameReads, 0, "the name is not read");
