// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  The TypeError for a function that is not callable is one of the realm of the
  method
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  A function of a snapshot run that is not callable throws a TypeError, and
  the mapping of the caller is restored.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;
const snapshot = new AsyncContext.Snapshot();

assert.throws(other.TypeError, function() {
  other.AsyncContext.Snapshot.prototype.run.call(snapshot, undefined);
}, "their run throws their TypeError");
assert.throws(TypeError, function() {
  AsyncContext.Snapshot.prototype.run.call(new other.AsyncContext.Snapshot(), undefined);
}, "our run throws our TypeError");
