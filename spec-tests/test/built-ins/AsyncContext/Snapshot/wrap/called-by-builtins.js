// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A wrapped function that a built-in calls runs in its own mapping with the
  arguments of the built-in
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function calls the function in the mapping that was current when
  it was wrapped.

  The wrapped function passes on its own this value and its arguments.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable();
const wrapped = variable.run("set", () => AsyncContext.Snapshot.wrap(function(item, index) {
  return variable.get() + item + index;
}));

assert.compareArray(["a", "b"].map(wrapped), ["seta0", "setb1"], "as the callback of map");
assert.sameValue("x-y".replace("-", wrapped), "xset-1y", "as the replacer of replace");

const toPrimitive = variable.run("set", () => AsyncContext.Snapshot.wrap(function() {
  return this.prefix + variable.get();
}));
assert.sameValue(String({ prefix: "my ", toString: toPrimitive }), "my set", "as toString");
