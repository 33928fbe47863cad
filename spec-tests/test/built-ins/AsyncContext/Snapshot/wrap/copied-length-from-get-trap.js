// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The value of an own length is that of Get, not that of the property
  descriptor
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The length is copied only if HasOwnProperty finds it on the function itself.
features: [AsyncContext, Proxy]
---*/

const fn = new Proxy(function(a) {}, {
  getOwnPropertyDescriptor(target, key) {
    return { value: 1, writable: false, enumerable: false, configurable: true };
  },
  get(target, key) {
    return key === "length" ? 5 : undefined;
  }
});

assert.sameValue(AsyncContext.Snapshot.wrap(fn).length, 5, "length of the wrapped function");
