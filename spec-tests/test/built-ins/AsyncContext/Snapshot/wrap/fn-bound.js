// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A bound function keeps its this value and arguments and gives its own length
  and name
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function passes on its own this value and its arguments.

  The name is "wrapped " followed by the name of the function, which Get finds
  also when it is inherited.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const receiver = {};
const bound = function target(a, b, c) {
  return [this, a, b, c];
}.bind(receiver, "bound");

const wrapped = AsyncContext.Snapshot.wrap(bound);

assert.compareArray(
  wrapped.call("ignored", "given"),
  [receiver, "bound", "given", undefined],
  "this value and arguments"
);
assert.sameValue(wrapped.name, "wrapped bound target", "name");
assert.sameValue(wrapped.length, 2, "length");
