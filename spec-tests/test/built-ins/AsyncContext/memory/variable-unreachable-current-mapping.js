// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  The entry of a variable that is gone is collectable also in the current mapping.
info: |
  Memory

  An entry whose variable is reachable only as a key is collectable, with its value.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var ref;
  var other = new AsyncContext.Variable();
  function value() {
    var object = {};
    ref = new WeakRef(object);
    return object;
  }
  async function body() {
    await undefined;
    await asyncGCDeref();
    assert.sameValue(ref.deref(), undefined, "the value is collected inside of the extent");
    return other.get();
  }
  function make() {
    return new AsyncContext.Variable().run(value(), function () {
      return other.run("other", body);
    });
  }

  assert.sameValue(await make(), "other", "the extent is that of the run");
});
