// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  Neither does the realm of the this value matter
info: |
  AsyncContext.Snapshot.wrap ( fn )

  AsyncContext.Snapshot.wrap does not use its this value.

  The prototype of the wrapped function is %Function.prototype% of the realm
  of wrap.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;

const wrapped = AsyncContext.Snapshot.wrap.call(other.AsyncContext.Snapshot, function() {});

assert.sameValue(Object.getPrototypeOf(wrapped), Function.prototype, "our wrap, their this value");
