// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  It is the intrinsic that is used, also where the global Function has been
  replaced
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The prototype of the wrapped function is %Function.prototype% of the realm
  of wrap.
features: [AsyncContext, globalThis]
---*/

const FunctionPrototype = Function.prototype;
const original = Function;
let wrapped;

globalThis.Function = function Replacement() {};
try {
  wrapped = AsyncContext.Snapshot.wrap(function() {});
} finally {
  globalThis.Function = original;
}

assert.sameValue(Object.getPrototypeOf(wrapped), FunctionPrototype, "[[Prototype]]");
