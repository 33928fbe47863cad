// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  What a reaction captured is not changed by runs between its then and its job.
info: |
  The state

  A mapping is immutable: a later extent never changes what an earlier capture holds.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

asyncTest(async function () {
  var a = new AsyncContext.Variable({ defaultValue: "default" });
  var b = new AsyncContext.Variable({ defaultValue: "default" });
  var resolve;
  var pending = new Promise(function (r) { resolve = r; });

  var result;
  a.run("a", function () {
    result = pending.then(function () {
      return [a.get(), b.get()];
    });
    b.run("later", function () {});
    a.run("later", function () {
      b.run("later", function () {});
    });
  });
  a.run("settles", function () {
    b.run("settles", resolve);
  });

  assert.compareArray(await result, ["a", "default"], "the mapping at the call of then");
});
