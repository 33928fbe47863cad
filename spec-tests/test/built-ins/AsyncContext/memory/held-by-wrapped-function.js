// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A wrapped function keeps the value of a reachable variable while it is reachable
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
  function readName() {
    return variable.get().name;
  }
  function make() {
    holder.wrapped = variable.run(value(), function () {
      return AsyncContext.Snapshot.wrap(readName);
    });
  }

  make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(holder.wrapped(), "value", "the wrapped function has the value");

  await undefined;
  holder.wrapped = null;
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, "without the wrapped function it is collected");
  assert.sameValue(typeof readName, "function", "the function that was wrapped is still there");
});
