// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  A Proxy that revokes itself while its prototype is read has no realm to fall
  back to.
info: |
  The AsyncContext.Variable constructor

  The object is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, Proxy, Reflect.construct]
---*/

var reads = 0;
var revocable = Proxy.revocable(function() {}, {
  get: function() {
    reads++;
    revocable.revoke();
  }
});

assert.throws(TypeError, function() {
  Reflect.construct(AsyncContext.Variable, [], revocable.proxy);
}, "the realm of a revoked Proxy cannot be determined");
assert.sameValue(reads, 1, "the prototype was read");

revocable = Proxy.revocable(function() {}, {
  get: function() {
    revocable.revoke();
    return Array.prototype;
  }
});
assert.sameValue(
  Object.getPrototypeOf(Reflect.construct(AsyncContext.Variable, [], revocable.proxy)),
  Array.prototype,
  "the realm does not matter if the prototype is an Object"
);
