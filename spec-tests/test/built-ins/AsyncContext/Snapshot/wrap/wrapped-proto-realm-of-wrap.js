// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The realm of wrap decides about the prototype, not that of the function or
  of the caller
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The prototype of the wrapped function is %Function.prototype% of the realm
  of wrap.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;
const ours = function() {};
const theirs = new other.Function();

assert.sameValue(
  Object.getPrototypeOf(AsyncContext.Snapshot.wrap(theirs)),
  Function.prototype,
  "our wrap, their function"
);
assert.sameValue(
  Object.getPrototypeOf(other.AsyncContext.Snapshot.wrap(ours)),
  other.Function.prototype,
  "their wrap, our function"
);

other.ourWrap = AsyncContext.Snapshot.wrap;
other.theirs = theirs;
assert.sameValue(
  Object.getPrototypeOf(new other.Function("return ourWrap(theirs);")()),
  Function.prototype,
  "our wrap, called by their code"
);
