// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A reaction keeps its mapping until its promise settles, and not longer.
info: |
  Memory

  A captured mapping lives no longer than what captured it.
  A mapping holds the value of a variable as long as the variable is reachable some
  other way.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var ref;
  var resolve;
  var pending = new Promise(function (r) { resolve = r; });
  function value() {
    var object = { name: "value" };
    ref = new WeakRef(object);
    return object;
  }
  function make() {
    return variable.run(value(), function () {
      return pending.then(function () {
        return variable.get().name;
      });
    });
  }

  var derived = make();
  await undefined;
  await asyncGCDeref();
  resolve();
  assert.sameValue(await derived, "value", "the value is held for the reaction");

  await undefined;
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, "the value is collected after the reaction");
  assert.sameValue(await pending, undefined, "the promise is still there");
  assert.sameValue(await derived, "value", "the derived promise is still there");
});
