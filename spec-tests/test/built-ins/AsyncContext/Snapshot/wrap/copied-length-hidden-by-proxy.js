// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The length of a Proxy that reports no own length is not read
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The length is copied only if HasOwnProperty finds it on the function itself.
features: [AsyncContext, Proxy]
---*/

const fn = new Proxy(function(a, b) {}, {
  getOwnPropertyDescriptor(target, key) {
    assert.sameValue(key, "length", "only the length is looked for");
    return undefined;
  },
  get(target, key) {
    assert.notSameValue(key, "length", "the length is not read");
    return target[key];
  }
});

assert.sameValue(AsyncContext.Snapshot.wrap(fn).length, 0, "length of the wrapped function");
