// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  With an async function, run ends when the function returns its promise, not when that
  settles.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The result of the function is the result of run.
  The previous mapping is restored when the function returns.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable({ defaultValue: "default" });
  var seen = [];

  var promise = variable.run("value", async function () {
    seen.push("start " + variable.get());
    await undefined;
    seen.push("end " + variable.get());
    return "result";
  });
  seen.push("caller " + variable.get());

  assert.sameValue(Object.getPrototypeOf(promise), Promise.prototype, "run returns the promise");
  assert.sameValue(await promise, "result", "the result of the async function");
  assert.compareArray(
    seen,
    ["start value", "caller default", "end value"],
    "run returns at the first await"
  );
  assert.sameValue(variable.get(), "default", "the caller still has its own mapping");
});
