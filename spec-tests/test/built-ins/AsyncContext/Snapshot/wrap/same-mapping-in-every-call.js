// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  Every call of the wrapped function begins in the captured mapping, whatever
  earlier calls did
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function calls the function in the mapping that was current when
  it was wrapped.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable();
const wrapped = variable.run("captured", () => AsyncContext.Snapshot.wrap(function(fail) {
  const before = variable.get();
  const inner = variable.run("inner", function() {
    if (fail) {
      throw new Test262Error();
    }
    return variable.get();
  });
  return [before, inner, variable.get()];
}));

assert.compareArray(wrapped(false), ["captured", "inner", "captured"], "first call");
assert.throws(Test262Error, () => wrapped(true), "second call, which throws");
assert.compareArray(wrapped(false), ["captured", "inner", "captured"], "third call");
