// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  The TypeError for a wrong this value is one of the realm of the method
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  AsyncContext.Snapshot.prototype.run throws a TypeError unless this is an
  AsyncContext.Snapshot.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;

assert.throws(other.TypeError, function() {
  other.AsyncContext.Snapshot.prototype.run.call({}, function() {});
}, "their run throws their TypeError");
assert.throws(TypeError, function() {
  AsyncContext.Snapshot.prototype.run.call(new other.Object(), function() {});
}, "our run throws our TypeError");
