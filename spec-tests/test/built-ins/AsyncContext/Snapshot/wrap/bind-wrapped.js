// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A wrapped function can be bound and still runs in its mapping
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function passes on its own this value and its arguments.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable();
const wrapped = variable.run("captured", () => AsyncContext.Snapshot.wrap(function fn(a, b) {
  return [this.tag, a, b, variable.get()];
}));

const bound = wrapped.bind({ tag: "bound" }, 1);

assert.compareArray(bound(2), ["bound", 1, 2, "captured"], "this value, arguments and variable");
assert.sameValue(bound.name, "bound wrapped fn", "name of the bound function");
assert.sameValue(bound.length, 1, "length of the bound function");
