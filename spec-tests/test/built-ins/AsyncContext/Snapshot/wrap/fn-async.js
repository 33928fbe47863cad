// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A wrapped async function returns its promise at once and goes on in the
  captured mapping
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function calls the function in the mapping that was current when
  it was wrapped.

  The wrapped function returns what the function returns.

  The mapping of the caller is restored when the wrapped function returns or
  throws.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const wrapped = variable.run("captured", () => AsyncContext.Snapshot.wrap(async function() {
  const before = variable.get();
  await undefined;
  return before + " " + variable.get();
}));

asyncTest(async function() {
  const promise = variable.run("caller", function() {
    const result = wrapped();
    assert.sameValue(variable.get(), "caller", "the caller is back in its mapping at once");
    return result;
  });
  assert(promise instanceof Promise, "the result is the promise of the function");
  assert.sameValue(await promise, "captured captured", "before and after the await");
  assert.sameValue(variable.get(), "default", "the mapping of the awaiting function");
});
