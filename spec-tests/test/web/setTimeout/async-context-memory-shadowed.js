// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A timer that is set in a nested run does not keep the value that is shadowed.
info: |
  Memory

  A value that a nested run shadows is not kept alive by what is captured inside.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var variable = new AsyncContext.Variable();
  var ref;
  function value() {
    var object = {};
    ref = new WeakRef(object);
    return object;
  }
  function make() {
    return variable.run(value(), function () {
      return variable.run('inner', function () {
        return setTimeout(function () {}, 100000);
      });
    });
  }

  var id = make();
  await undefined;
  await asyncGCDeref();
  assert.sameValue(ref.deref(), undefined, 'the value that is shadowed is collected');
  clearTimeout(id);
  assert.sameValue(variable.get(), undefined, 'the variable is still there');
});
