// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  A pending timer does not keep an entry whose value refers to the variable.
info: |
  Memory

  An entry whose variable is reachable only as a key is collectable, with its value.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, FinalizationRegistry, WeakRef, host-gc-required]
---*/

asyncTest(async function () {
  var refs = {};
  function make() {
    var variable = new AsyncContext.Variable();
    var value = { variable: variable };
    refs.variable = new WeakRef(variable);
    refs.value = new WeakRef(value);
    return variable.run(value, function () {
      return setTimeout(function () {}, 100000);
    });
  }

  var id = make();
  await undefined;
  await asyncGCDeref();
  var variable = refs.variable.deref();
  var value = refs.value.deref();
  clearTimeout(id);
  assert.sameValue(variable, undefined, 'the variable is collected');
  assert.sameValue(value, undefined, 'the value is collected');
});
