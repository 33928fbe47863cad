// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The prototype of a wrapped function is %Function.prototype%, whatever that
  of the function is
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The prototype of the wrapped function is %Function.prototype% of the realm
  of wrap.
features: [AsyncContext, generators, async-functions, async-iteration]
---*/

class Callable extends Function {}
const functions = [
  function() {},
  () => {},
  async function() {},
  function*() {},
  async function*() {},
  class extends Array {},
  new Callable(),
  Object.setPrototypeOf(function() {}, null),
  Object.setPrototypeOf(function() {}, Array.prototype)
];

for (let i = 0; i < functions.length; i++) {
  assert.sameValue(
    Object.getPrototypeOf(AsyncContext.Snapshot.wrap(functions[i])),
    Function.prototype,
    "[[Prototype]] of wrapped function " + i
  );
}
