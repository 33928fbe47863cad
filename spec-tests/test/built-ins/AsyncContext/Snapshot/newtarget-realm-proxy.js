// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  The realm of a Proxy as newTarget is that of its target, whatever realm made
  the Proxy
info: |
  The AsyncContext.Snapshot constructor

  The snapshot is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, Reflect.construct, Proxy, cross-realm]
---*/

const other = $262.createRealm().global;

const theirs = new other.Function();
theirs.prototype = null;
assert.sameValue(
  Object.getPrototypeOf(Reflect.construct(AsyncContext.Snapshot, [], new Proxy(theirs, {}))),
  other.AsyncContext.Snapshot.prototype,
  "our Proxy of their function"
);

const ours = function() {};
ours.prototype = null;
assert.sameValue(
  Object.getPrototypeOf(Reflect.construct(AsyncContext.Snapshot, [], new other.Proxy(ours, {}))),
  AsyncContext.Snapshot.prototype,
  "their Proxy of our function"
);
