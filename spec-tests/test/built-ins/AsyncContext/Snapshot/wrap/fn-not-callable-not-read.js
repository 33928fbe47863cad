// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  Nothing is read from an argument that is not callable
info: |
  AsyncContext.Snapshot.wrap ( fn )

  AsyncContext.Snapshot.wrap throws a TypeError if its argument is not
  callable.
features: [AsyncContext, Proxy]
---*/

let operations = 0;
const proxy = new Proxy({}, new Proxy({}, {
  get() {
    operations += 1;
    return undefined;
  }
}));

assert.throws(TypeError, function() {
  AsyncContext.Snapshot.wrap(proxy);
}, "a Proxy of an object");
assert.sameValue(operations, 0, "no trap was called");

assert.throws(TypeError, function() {
  AsyncContext.Snapshot.wrap({
    get length() {
      operations += 1;
      return 0;
    },
    get name() {
      operations += 1;
      return "";
    }
  });
}, "an object with getters");
assert.sameValue(operations, 0, "no getter was called");
