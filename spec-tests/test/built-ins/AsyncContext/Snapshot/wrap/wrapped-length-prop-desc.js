// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The attributes of the length of a wrapped function are not those of the
  function's length
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The length and the name of the wrapped function are not writable, not
  enumerable and configurable.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

const fn = Object.defineProperty(function() {}, "length", {
  value: 3,
  writable: true,
  enumerable: true,
  configurable: false
});

verifyProperty(AsyncContext.Snapshot.wrap(fn), "length", {
  value: 3,
  writable: false,
  enumerable: false,
  configurable: true
});
