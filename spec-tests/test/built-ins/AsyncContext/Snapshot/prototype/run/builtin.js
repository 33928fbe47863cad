// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  AsyncContext.Snapshot.prototype.run is a built-in function object
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  AsyncContext.Snapshot.prototype.run is a built-in function without
  [[Construct]].
includes: [nativeFunctionMatcher.js]
features: [AsyncContext]
---*/

const run = AsyncContext.Snapshot.prototype.run;

assertNativeFunction(run);
assert.sameValue(Object.getPrototypeOf(run), Function.prototype, "[[Prototype]] of run");
assert.sameValue(Object.isExtensible(run), true, "run is extensible");
