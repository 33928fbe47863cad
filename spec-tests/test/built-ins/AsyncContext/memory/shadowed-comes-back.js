// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A collection inside of the nested run leaves the shadowed value for after it.
info: |
  Memory

  A value that a nested run shadows is not kept alive by what is captured inside.
  A run keeps its value alive only for its extent.
includes: [async-gc.js, asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var names = [];

  variable.run({ name: "outer" }, function () {
    variable.run({ name: "inner" }, function () {
      $262.gc();
      names.push(variable.get().name);
    });
    $262.gc();
    names.push(variable.get().name);
  });
  assert.compareArray(names, ["inner", "outer"], "in synchronous code");

  names = [];
  await variable.run({ name: "outer" }, async function () {
    await variable.run({ name: "inner" }, async function () {
      await asyncGCDeref();
      names.push(variable.get().name);
    });
    await asyncGCDeref();
    names.push(variable.get().name);
  });
  assert.compareArray(names, ["inner", "outer"], "in asynchronous code");
});
