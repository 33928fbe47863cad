// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  Whatever ended a generator, it keeps no value alive afterwards.
info: |
  Memory

  A generator that is done keeps no mapping alive.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, generators, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var refs = {};
  function value(name) {
    var object = {};
    refs[name] = new WeakRef(object);
    return object;
  }
  function* g() {
    yield;
    yield;
  }
  function* thrower() {
    throw new Test262Error();
  }
  function make() {
    var notStarted = variable.run(value("return before the start"), g);
    notStarted.return();

    var returned = variable.run(value("return of a suspended generator"), g);
    returned.next();
    returned.return();

    var thrownBefore = variable.run(value("throw before the start"), g);
    assert.throws(Test262Error, function () {
      thrownBefore.throw(new Test262Error());
    }, "throw before the start");

    var thrown = variable.run(value("throw of a suspended generator"), g);
    thrown.next();
    assert.throws(Test262Error, function () {
      thrown.throw(new Test262Error());
    }, "throw of a suspended generator");

    var threw = variable.run(value("exception of the body"), thrower);
    assert.throws(Test262Error, function () {
      threw.next();
    }, "exception of the body");

    var broken = variable.run(value("break of a loop"), g);
    for (var item of broken) {
      break;
    }
    return [notStarted, returned, thrownBefore, thrown, threw, broken];
  }

  var generators = make();
  await undefined;
  await asyncGCDeref();
  Object.keys(refs).forEach(function (name) {
    assert.sameValue(refs[name].deref(), undefined, "the value after: " + name);
  });
  assert.sameValue(Object.keys(refs).length, 6, "the number of values");
  generators.forEach(function (generator, index) {
    assert.sameValue(generator.next().done, true, "generator " + index + " is still there");
  });
});
