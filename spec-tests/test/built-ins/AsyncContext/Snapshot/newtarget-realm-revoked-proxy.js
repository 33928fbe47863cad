// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  A Proxy that is revoked while its prototype is read has no realm, which
  throws a TypeError
info: |
  The AsyncContext.Snapshot constructor

  The snapshot is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, Reflect.construct, Proxy]
---*/

let reads = 0;
const revocable = Proxy.revocable(function() {}, {
  get() {
    reads += 1;
    revocable.revoke();
    return undefined;
  }
});

assert.throws(TypeError, function() {
  Reflect.construct(AsyncContext.Snapshot, [], revocable.proxy);
}, "the realm of a revoked Proxy");
assert.sameValue(reads, 1, "the prototype was read before");
