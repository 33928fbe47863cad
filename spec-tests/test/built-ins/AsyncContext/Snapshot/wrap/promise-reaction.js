// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A wrapped function as a promise reaction runs in its own mapping, not in
  that of then
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The wrapped function calls the function in the mapping that was current when
  it was wrapped.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const wrapped = variable.run("wrap", () => AsyncContext.Snapshot.wrap(
  value => value + " " + variable.get()
));

asyncTest(async function() {
  const fulfilled = variable.run("then", () => Promise.resolve("fulfilled").then(wrapped));
  const rejected = variable.run("catch", () => Promise.reject("rejected").catch(wrapped));

  assert.sameValue(await fulfilled, "fulfilled wrap", "as a fulfilment handler");
  assert.sameValue(await rejected, "rejected wrap", "as a rejection handler");
});
