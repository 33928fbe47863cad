// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  Whatever captured the mapping, the value of a variable that is gone is collected.
info: |
  Memory

  An entry whose variable is reachable only as a key is collectable, with its value.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, generators, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var refs = {};
  var pending = new Promise(function () {});
  function value(name) {
    var object = {};
    refs[name] = new WeakRef(object);
    return object;
  }
  function capture(name, func) {
    return new AsyncContext.Variable().run(value(name), func);
  }
  function make() {
    return [
      pending,
      capture("wrapped function", function () {
        return AsyncContext.Snapshot.wrap(function () {});
      }),
      capture("reaction", function () {
        return pending.then(function () {});
      }),
      capture("reaction without handlers", function () {
        return pending.then();
      }),
      capture("suspended async function", async function () {
        await pending;
      }),
      capture("generator", function* () {
        yield;
      }),
      capture("finalization registry", function () {
        return new FinalizationRegistry(function () {});
      })
    ];
  }

  var captured = make();
  await undefined;
  await asyncGCDeref();
  Object.keys(refs).forEach(function (name) {
    assert.sameValue(refs[name].deref(), undefined, "the value that was captured by: " + name);
  });
  assert.sameValue(Object.keys(refs).length, 6, "the number of values");
  assert.sameValue(captured.length, 7, "what captured them is still there");
});
