// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  AsyncContext.Variable.prototype.get is a built-in function object, shared by all
  variables.
info: |
  AsyncContext.Variable.prototype.get ( )

  AsyncContext.Variable.prototype.get is a built-in function without [[Construct]].
includes: [nativeFunctionMatcher.js]
features: [AsyncContext]
---*/

var get = AsyncContext.Variable.prototype.get;

assertNativeFunction(get);
assert.sameValue(Object.getPrototypeOf(get), Function.prototype, "prototype of get");
assert.sameValue(Object.isExtensible(get), true, "get is extensible");
assert.sameValue(new AsyncContext.Variable().get, get, "a variable inherits get");
assert.sameValue(
  Object.prototype.hasOwnProperty.call(new AsyncContext.Variable(), "get"),
  false,
  "a variable has no get of its own"
);
