// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A snapshot keeps the value of a reachable variable while the snapshot is reachable
  itself.
info: |
  Memory

  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var ref;
  var holder = {};
  function value() {
    var object = { name: "value" };
    ref = new WeakRef(object);
    return object;
  }
  function make() {
    holder.snapshot = variable.run(value(), function () {
      return new AsyncContext.Snapshot();
    });
  }

  make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(
    holder.snapshot.run(function () { return variable.get().name; }),
    "value",
    "the snapshot has the value after a collection"
  );

  await undefined;
  holder.snapshot = null;
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, "without the snapshot the value is collected");
  assert.sameValue(variable.get(), undefined, "the variable is still there");
});
