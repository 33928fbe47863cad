// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  AsyncContext.Snapshot.wrap is a built-in function object
info: |
  AsyncContext.Snapshot.wrap ( fn )

  AsyncContext.Snapshot.wrap is a built-in function without [[Construct]].
includes: [nativeFunctionMatcher.js]
features: [AsyncContext]
---*/

const wrap = AsyncContext.Snapshot.wrap;

assertNativeFunction(wrap);
assert.sameValue(Object.getPrototypeOf(wrap), Function.prototype, "[[Prototype]] of wrap");
assert.sameValue(Object.isExtensible(wrap), true, "wrap is extensible");
