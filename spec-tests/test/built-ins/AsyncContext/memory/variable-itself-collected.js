// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A variable that is found only as a key of captured mappings is collected itself.
info: |
  Memory

  An entry whose variable is reachable only as a key is collectable, with its value.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var ref;
  function make() {
    var variable = new AsyncContext.Variable();
    ref = new WeakRef(variable);
    return variable.run("value", function () {
      return variable.run("another value", function () {
        return [new AsyncContext.Snapshot(), AsyncContext.Snapshot.wrap(String)];
      });
    });
  }

  var captured = make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, "the variable is collected");
  assert.sameValue(
    captured[0].run(function () { return "ran"; }),
    "ran",
    "the snapshot still runs functions"
  );
  assert.sameValue(captured[1](1), "1", "the wrapped function still works");
});
