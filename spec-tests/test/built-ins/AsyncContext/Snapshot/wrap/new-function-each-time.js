// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  Each call of wrap makes a function of its own with a mapping of its own, and
  calls nothing
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function calls the function in the mapping that was current when
  it was wrapped.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable();
let calls = 0;
const fn = function() {
  calls += 1;
  return variable.get();
};

const first = variable.run("first", () => AsyncContext.Snapshot.wrap(fn));
const second = variable.run("second", () => AsyncContext.Snapshot.wrap(fn));

assert.sameValue(calls, 0, "wrap does not call the function");
assert.sameValue(typeof first, "function", "a function");
assert.notSameValue(first, fn, "another function than the given one");
assert.notSameValue(first, second, "another function each time");
assert.sameValue(second(), "second", "the second wrapped function");
assert.sameValue(first(), "first", "the first wrapped function");
assert.sameValue(calls, 2, "each call is one call of the function");
