// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A wrapped function cannot be constructed, also if the function is a
  constructor
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function is not a constructor and has no prototype property.
includes: [isConstructor.js]
features: [AsyncContext, Reflect.construct]
---*/

const functions = [function() {}, class {}, Array, AsyncContext.Snapshot, () => {}];

for (const fn of functions) {
  const wrapped = AsyncContext.Snapshot.wrap(fn);
  assert.sameValue(isConstructor(wrapped), false, "isConstructor(" + wrapped.name + ")");
  assert.throws(TypeError, function() {
    new wrapped();
  }, "new");
  assert.throws(TypeError, function() {
    class Derived extends wrapped {}
  }, "extends");
}
