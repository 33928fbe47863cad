// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A Proxy that violates an invariant in the own-property check makes wrap
  throw a TypeError
info: |
  AsyncContext.Snapshot.wrap ( fn )

  An abrupt completion of reading the length or the name propagates.
features: [AsyncContext, Proxy]
---*/

const target = Object.defineProperty(function() {}, "length", { value: 1, configurable: false });
const fn = new Proxy(target, {
  getOwnPropertyDescriptor() {
    return undefined;
  }
});

assert.throws(TypeError, function() {
  AsyncContext.Snapshot.wrap(fn);
}, "a property that is not configurable is reported as missing");
