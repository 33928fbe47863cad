// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The length and the name of a function of another realm are copied, and the
  string is a primitive
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The name is "wrapped " followed by the name of the function, which Get finds
  also when it is inherited.

  A copied length that is another Number is converted with ToIntegerOrInfinity
  and is at least 0.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;
const theirs = new other.Function("return function theirs(a, b) {};")();

const wrapped = AsyncContext.Snapshot.wrap(theirs);
assert.sameValue(wrapped.name, "wrapped theirs", "name by our wrap");
assert.sameValue(wrapped.length, 2, "length by our wrap");

const wrappedThere = other.AsyncContext.Snapshot.wrap(function ours(a) {});
assert.sameValue(wrappedThere.name, "wrapped ours", "name by their wrap");
assert.sameValue(wrappedThere.length, 1, "length by their wrap");
