// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A sloppy function gets the global object for undefined and null, and an
  object for a primitive
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function passes on its own this value and its arguments.
features: [AsyncContext, globalThis]
---*/

const wrapped = AsyncContext.Snapshot.wrap(new Function("return this;"));
const object = {};

assert.sameValue(wrapped(), globalThis, "called as a function");
assert.sameValue(wrapped.call(null), globalThis, "this is null");
assert.sameValue(wrapped.call(object), object, "this is an object");

const boxed = wrapped.call("text");
assert.sameValue(typeof boxed, "object", "a String object");
assert.sameValue(boxed.valueOf(), "text", "with the value of the string");
