// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A value that is shadowed stays alive for what was captured before the nested run.
info: |
  Memory

  A value that a nested run shadows is not kept alive by what is captured inside.
  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  function read() {
    return variable.get().name;
  }
  function make() {
    return variable.run({ name: "outer" }, function () {
      var outer = new AsyncContext.Snapshot();
      return variable.run({ name: "inner" }, function () {
        return { outer: outer, inner: new AsyncContext.Snapshot() };
      });
    });
  }

  var snapshots = make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(snapshots.outer.run(read), "outer", "the snapshot of the outer run");
  assert.sameValue(snapshots.inner.run(read), "inner", "the snapshot of the inner run");
});
