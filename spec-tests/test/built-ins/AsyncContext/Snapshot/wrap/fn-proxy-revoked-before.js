// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  A Proxy that is revoked is still callable, but reading its length throws
info: |
  AsyncContext.Snapshot.wrap ( fn )

  An abrupt completion of reading the length or the name propagates.
features: [AsyncContext, Proxy]
---*/

const revocable = Proxy.revocable(function() {}, {});
revocable.revoke();

assert.sameValue(typeof revocable.proxy, "function", "a revoked Proxy of a function");
assert.throws(TypeError, function() {
  AsyncContext.Snapshot.wrap(revocable.proxy);
}, "HasOwnProperty of a revoked Proxy");
