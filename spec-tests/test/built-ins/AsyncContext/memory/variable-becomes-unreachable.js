// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  An entry is held until the last reference to its variable is dropped, and not longer.
info: |
  Memory

  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
  An entry whose variable is reachable only as a key is collectable, with its value.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var ref;
  var holder = {};
  function value() {
    var object = { name: "value" };
    ref = new WeakRef(object);
    return object;
  }
  function make() {
    holder.variable = new AsyncContext.Variable();
    return holder.variable.run(value(), function () {
      return new AsyncContext.Snapshot();
    });
  }

  var snapshot = make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(
    snapshot.run(function () { return holder.variable.get().name; }),
    "value",
    "the value is held while the variable is reachable"
  );

  await undefined;
  holder.variable = null;
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, "the value is collected without the variable");
  assert.sameValue(snapshot.run(function () { return 1; }), 1, "the snapshot is still there");
});
