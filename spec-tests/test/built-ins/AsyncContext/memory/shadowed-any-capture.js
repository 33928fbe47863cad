// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  Whatever captured a mapping inside of a nested run does not keep the value that is
  shadowed.
info: |
  Memory

  A value that a nested run shadows is not kept alive by what is captured inside.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, generators, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var refs = {};
  var pending = new Promise(function () {});
  function value(name) {
    var object = {};
    refs[name] = new WeakRef(object);
    return object;
  }
  function capture(name, func) {
    return variable.run(value(name), function () {
      return variable.run("inner", func);
    });
  }
  function make() {
    return [
      capture("snapshot", function () {
        return new AsyncContext.Snapshot();
      }),
      capture("wrapped function", function () {
        return AsyncContext.Snapshot.wrap(function () {});
      }),
      capture("reaction", function () {
        return pending.then(function () {});
      }),
      capture("suspended async function", async function () {
        await pending;
      }),
      capture("generator", function* () {
        yield;
      }),
      capture("finalization registry", function () {
        return new FinalizationRegistry(function () {});
      }),
      pending
    ];
  }

  var captured = make();
  await undefined;
  await asyncGCDeref();
  Object.keys(refs).forEach(function (name) {
    assert.sameValue(refs[name].deref(), undefined, "the value that is shadowed for: " + name);
  });
  assert.sameValue(Object.keys(refs).length, 6, "the number of values");
  assert.sameValue(
    captured[0].run(function () { return variable.get(); }),
    "inner",
    "the snapshot has the inner value"
  );
});
