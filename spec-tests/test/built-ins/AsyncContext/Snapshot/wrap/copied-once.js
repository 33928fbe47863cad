// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The length and the name are copied when the function is wrapped and do not
  follow later changes
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The length and the name of the wrapped function are not writable, not
  enumerable and configurable.
features: [AsyncContext]
---*/

const fn = function before(a) {};
const wrapped = AsyncContext.Snapshot.wrap(fn);

Object.defineProperty(fn, "length", { value: 9 });
Object.defineProperty(fn, "name", { value: "after" });

assert.sameValue(wrapped.length, 1, "length");
assert.sameValue(wrapped.name, "wrapped before", "name");
