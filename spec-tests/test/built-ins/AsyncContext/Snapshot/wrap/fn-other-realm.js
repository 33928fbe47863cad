// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A sloppy function of another realm gets the global object of its realm
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function passes on its own this value and its arguments.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;
const wrapped = AsyncContext.Snapshot.wrap(new other.Function("return this;"));

assert.sameValue(wrapped(), other, "this is undefined");
assert.sameValue(wrapped.call(null), other, "this is null");

const boxed = wrapped.call("text");
assert.sameValue(
  Object.getPrototypeOf(boxed),
  other.String.prototype,
  "a primitive becomes an object of the realm of the function"
);
