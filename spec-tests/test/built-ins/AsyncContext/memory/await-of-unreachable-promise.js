// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  An async function that awaits forever what is not reachable keeps nothing alive.
info: |
  Memory

  A reaction of a promise that is not reachable keeps nothing alive.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var refs = {};
  function value(name) {
    var object = {};
    refs[name] = new WeakRef(object);
    return object;
  }
  function make() {
    variable.run(value("a promise"), async function () {
      await new Promise(function () {});
      variable.get();
    });
    variable.run(value("a thenable"), async function () {
      await { then: function () {} };
      variable.get();
    });
    variable.run(value("another async function"), async function () {
      await (async function () {
        await new Promise(function () {});
      })();
      variable.get();
    });
  }

  make();
  await undefined;
  await asyncGCDeref();
  Object.keys(refs).forEach(function (name) {
    assert.sameValue(refs[name].deref(), undefined, "the value of what awaits " + name);
  });
  assert.sameValue(Object.keys(refs).length, 3, "the number of values");
  assert.sameValue(variable.get(), undefined, "the variable is still there");
});
