// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The attributes of the name of a wrapped function are not those of the
  function's name
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The length and the name of the wrapped function are not writable, not
  enumerable and configurable.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

const fn = Object.defineProperty(function() {}, "name", {
  value: "fn",
  writable: true,
  enumerable: true,
  configurable: false
});

verifyProperty(AsyncContext.Snapshot.wrap(fn), "name", {
  value: "wrapped fn",
  writable: false,
  enumerable: false,
  configurable: true
});
