// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  The values of runs that have returned or thrown are collected, the variable being
  reachable.
info: |
  Memory

  A run keeps its value alive only for its extent.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var refs = {};
  function value(name) {
    var object = { name: name };
    refs[name] = new WeakRef(object);
    return object;
  }
  function make() {
    variable.run(value("returned"), function () {
      variable.get();
    });
    assert.throws(Test262Error, function () {
      variable.run(value("thrown"), function () {
        throw new Test262Error();
      });
    }, "the function throws");
    assert.throws(TypeError, function () {
      variable.run(value("not callable"), undefined);
    }, "the function is not callable");
    variable.run("outer", function () {
      variable.run(value("nested"), function () {});
    });
  }

  make();
  await undefined;
  await asyncGCDeref();
  Object.keys(refs).forEach(function (name) {
    assert.sameValue(refs[name].deref(), undefined, "the value of the run: " + name);
  });
  assert.sameValue(Object.keys(refs).length, 4, "the number of values");
  assert.sameValue(variable.get(), undefined, "the variable is still there");
});
