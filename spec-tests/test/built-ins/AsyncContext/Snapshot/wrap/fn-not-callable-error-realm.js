// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  The TypeError for an argument that is not callable is one of the realm of
  wrap
info: |
  AsyncContext.Snapshot.wrap ( fn )

  AsyncContext.Snapshot.wrap throws a TypeError if its argument is not
  callable.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;

assert.throws(other.TypeError, function() {
  other.AsyncContext.Snapshot.wrap({});
}, "their wrap throws their TypeError");
assert.throws(TypeError, function() {
  AsyncContext.Snapshot.wrap(new other.Object());
}, "our wrap throws our TypeError");
