// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A FinalizationRegistry keeps the value of its mapping for the cleanup jobs that may
  come.
info: |
  Memory

  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
includes: [async-gc.js, asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var seen = [];
  var holder = { target: {} };
  function make() {
    variable.run({ name: "value" }, function () {
      holder.registry = new FinalizationRegistry(function (heldValue) {
        seen.push(heldValue + " " + variable.get().name);
      });
    });
    holder.registry.register(holder.target, "cleanup");
  }

  make();
  await undefined;
  await asyncGCDeref();
  assert.compareArray(seen, [], "there is no cleanup as long as the target lives");

  holder.target = null;
  await asyncGCDeref();
  await asyncGCDeref();
  assert.compareArray(seen, ["cleanup value"], "the cleanup job has the value");
  assert.sameValue(typeof holder.registry, "object", "the registry is still there");
});
