// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A length that the function only inherits is not copied
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The length is copied only if HasOwnProperty finds it on the function itself.
features: [AsyncContext]
---*/

const fn = function(a, b) {};
delete fn.length;
assert.sameValue(AsyncContext.Snapshot.wrap(fn).length, 0, "the length of Function.prototype");

Object.setPrototypeOf(fn, { length: 7 });
assert.sameValue(fn.length, 7, "the function inherits a length");
assert.sameValue(AsyncContext.Snapshot.wrap(fn).length, 0, "an inherited length");

Object.setPrototypeOf(fn, null);
assert.sameValue(AsyncContext.Snapshot.wrap(fn).length, 0, "no length at all");
