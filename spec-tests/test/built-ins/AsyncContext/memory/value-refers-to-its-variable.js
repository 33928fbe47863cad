// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A value that refers to its own variable does not keep the entry alive.
info: |
  Memory

  An entry whose variable is reachable only as a key is collectable, with its value.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var refs = {};
  function make() {
    var variable = new AsyncContext.Variable();
    var value = { variable: variable };
    refs.variable = new WeakRef(variable);
    refs.value = new WeakRef(value);
    return variable.run(value, function () {
      return new AsyncContext.Snapshot();
    });
  }

  var snapshot = make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(refs.variable.deref(), undefined, "the variable is collected");
  assert.sameValue(refs.value.deref(), undefined, "the value is collected");
  assert.sameValue(snapshot.run(function () { return 1; }), 1, "the snapshot is still there");
});
