// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  An exception of the get trap of a Proxy propagates, for the length and for
  the name
info: |
  AsyncContext.Snapshot.wrap ( fn )

  An abrupt completion of reading the length or the name propagates.
features: [AsyncContext, Proxy]
---*/

function throwing(forbidden) {
  return new Proxy(function() {}, {
    get(target, key) {
      if (key === forbidden) {
        throw new Test262Error();
      }
      return target[key];
    }
  });
}

assert.throws(Test262Error, function() {
  AsyncContext.Snapshot.wrap(throwing("length"));
}, "the length");
assert.throws(Test262Error, function() {
  AsyncContext.Snapshot.wrap(throwing("name"));
}, "the name");
assert.sameValue(
  AsyncContext.Snapshot.wrap(throwing("prototype")).name,
  "wrapped ",
  "no other property is read"
);
