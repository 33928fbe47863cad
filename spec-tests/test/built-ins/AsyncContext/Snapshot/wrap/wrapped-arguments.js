// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The function gets exactly the arguments of the call, fewer or more than its
  length
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function passes on its own this value and its arguments.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const object = {};
const wrapped = AsyncContext.Snapshot.wrap(function(a, b) {
  return Array.prototype.slice.call(arguments);
});

assert.compareArray(wrapped(), [], "no arguments");
assert.compareArray(wrapped(undefined), [undefined], "an explicit undefined");
assert.compareArray(
  wrapped(object, -0, null, "more", wrapped),
  [object, -0, null, "more", wrapped],
  "more arguments than parameters"
);
