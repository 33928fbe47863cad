// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  When an option throws, the prototype of newTarget was not read.
info: |
  AsyncContext.Variable ( options )

  The object is created from newTarget only after the options were read.
features: [AsyncContext, Proxy, Reflect.construct]
---*/

var reads = 0;
var newTarget = new Proxy(function() {}, {
  get: function(target, key) {
    reads++;
    return target[key];
  }
});
function thrower() {
  throw new Test262Error();
}

[
  new Proxy({}, { has: thrower }),
  Object.defineProperty({}, "name", { get: thrower }),
  { name: { toString: thrower } },
  Object.defineProperty({}, "defaultValue", { get: thrower })
].forEach(function(options, index) {
  assert.throws(Test262Error, function() {
    Reflect.construct(AsyncContext.Variable, [options], newTarget);
  }, "the options of index " + index);
  assert.sameValue(reads, 0, "newTarget was not read, index " + index);
});

Reflect.construct(AsyncContext.Variable, [{}], newTarget);
assert.sameValue(reads, 1, "newTarget is read when the options do not throw");
