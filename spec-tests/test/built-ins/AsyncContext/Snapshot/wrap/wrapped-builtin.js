// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A wrapped function is a built-in function object that does not show the
  source of the function
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function is a built-in function.
includes: [nativeFunctionMatcher.js]
features: [AsyncContext]
---*/

// Without a name, because "wrapped" and a name are not one PropertyName.
const wrapped = AsyncContext.Snapshot.wrap(function() {
  return "source of the function";
});

assertNativeFunction(wrapped);
assert.sameValue(
  Function.prototype.toString.call(wrapped).indexOf("source of the function"),
  -1,
  "the source of the function"
);
