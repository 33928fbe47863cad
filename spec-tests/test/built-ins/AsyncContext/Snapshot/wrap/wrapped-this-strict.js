// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A strict function gets the this value of the call of the wrapped function as
  it is
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function passes on its own this value and its arguments.
features: [AsyncContext, Symbol, BigInt]
---*/

const wrapped = AsyncContext.Snapshot.wrap(function() {
  "use strict";
  return this;
});
const values = [undefined, null, true, 1, 1n, "this", Symbol("this"), {}, wrapped];

for (const value of values) {
  assert.sameValue(wrapped.call(value), value, "this is " + String(value));
}
assert.sameValue(wrapped(), undefined, "called as a function");
