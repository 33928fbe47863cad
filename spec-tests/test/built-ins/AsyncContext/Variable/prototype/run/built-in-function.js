// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  AsyncContext.Variable.prototype.run is a built-in function object, shared by all
  variables.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  AsyncContext.Variable.prototype.run is a built-in function without [[Construct]].
includes: [nativeFunctionMatcher.js]
features: [AsyncContext]
---*/

var run = AsyncContext.Variable.prototype.run;

assertNativeFunction(run);
assert.sameValue(Object.getPrototypeOf(run), Function.prototype, "prototype of run");
assert.sameValue(Object.isExtensible(run), true, "run is extensible");
assert.sameValue(new AsyncContext.Variable().run, run, "a variable inherits run");
assert.sameValue(
  Object.prototype.hasOwnProperty.call(new AsyncContext.Variable(), "run"),
  false,
  "a variable has no run of its own"
);
