// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A wrapped function has both properties with their attributes, also if the
  function has neither
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The length and the name of the wrapped function are not writable, not
  enumerable and configurable.
includes: [propertyHelper.js]
features: [AsyncContext]
---*/

const fn = function() {};
delete fn.length;
delete fn.name;
Object.setPrototypeOf(fn, null);

const wrapped = AsyncContext.Snapshot.wrap(fn);
verifyProperty(wrapped, "length", {
  value: 0,
  writable: false,
  enumerable: false,
  configurable: true
});
verifyProperty(wrapped, "name", {
  value: "wrapped ",
  writable: false,
  enumerable: false,
  configurable: true
});
