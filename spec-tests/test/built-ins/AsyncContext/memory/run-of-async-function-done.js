// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  When an async function is done its mapping goes, although its promise is kept.
info: |
  Memory

  A run keeps its value alive only for its extent.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var refs = {};
  function value(name) {
    var object = { name: name };
    refs[name] = new WeakRef(object);
    return object;
  }
  function make() {
    return {
      fulfilled: variable.run(value("fulfilled"), async function () {
        await undefined;
        return variable.get().name;
      }),
      rejected: variable.run(value("rejected"), async function () {
        await undefined;
        throw new Test262Error(variable.get().name);
      })
    };
  }

  var promises = make();
  assert.sameValue(await promises.fulfilled, "fulfilled", "the value during the extent");
  await assert.throwsAsync(Test262Error, function () {
    return promises.rejected;
  }, "the function that throws");
  await undefined;
  await asyncGCDeref();
  assert.sameValue(refs.fulfilled.deref(), undefined, "the value of the fulfilled function");
  assert.sameValue(refs.rejected.deref(), undefined, "the value of the rejected function");
  assert.sameValue(await promises.fulfilled, "fulfilled", "the promise is still there");
});
