// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  Reactions of a promise that never settles and is not reachable keep no value alive.
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
    var pending = new Promise(function () {});
    variable.run(value("then"), function () {
      pending.then(function () {});
    });
    variable.run(value("then without handlers"), function () {
      pending.then();
    });
    variable.run(value("catch"), function () {
      pending.catch(function () {});
    });
    variable.run(value("finally"), function () {
      pending.finally(function () {});
    });
    variable.run(value("chain"), function () {
      pending.then(function () {}).then(function () {});
    });
    variable.run(value("all"), function () {
      Promise.all([pending, Promise.resolve()]);
    });
    variable.run(value("race"), function () {
      Promise.race([pending]);
    });
  }

  make();
  await undefined;
  await asyncGCDeref();
  Object.keys(refs).forEach(function (name) {
    assert.sameValue(refs[name].deref(), undefined, "the value that was captured by: " + name);
  });
  assert.sameValue(Object.keys(refs).length, 7, "the number of values");
  assert.sameValue(variable.get(), undefined, "the variable is still there");
});
