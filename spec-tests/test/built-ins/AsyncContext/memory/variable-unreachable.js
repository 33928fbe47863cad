// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  The value of a variable that is gone is collected although a snapshot has the entry.
info: |
  Memory

  An entry whose variable is reachable only as a key is collectable, with its value.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var ref;
  var variable = new AsyncContext.Variable();
  function value() {
    var object = {};
    ref = new WeakRef(object);
    return object;
  }
  function make() {
    var shortLived = new AsyncContext.Variable();
    return variable.run("long-lived", function () {
      return shortLived.run(value(), function () {
        return new AsyncContext.Snapshot();
      });
    });
  }

  var snapshot = make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, "the value is collected");
  assert.sameValue(
    snapshot.run(function () { return variable.get(); }),
    "long-lived",
    "the other entry of the mapping is still there"
  );
});
