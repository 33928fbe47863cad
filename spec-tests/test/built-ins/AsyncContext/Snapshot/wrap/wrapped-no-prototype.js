// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A wrapped function has neither a prototype property nor any other property
  of the function
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function is not a constructor and has no prototype property.
includes: [compareArray.js]
features: [AsyncContext, Reflect, Symbol]
---*/

function fn() {}
fn.extra = 1;
fn[Symbol.for("extra")] = 1;
const wrapped = AsyncContext.Snapshot.wrap(fn);

assert.sameValue("prototype" in wrapped, false, "no prototype property");
assert.compareArray(Reflect.ownKeys(wrapped).sort(), ["length", "name"], "own property keys");
assert.throws(TypeError, function() {
  ({}) instanceof wrapped;
}, "instanceof needs the prototype property");
assert.sameValue(Object.isExtensible(wrapped), true, "it is extensible");
