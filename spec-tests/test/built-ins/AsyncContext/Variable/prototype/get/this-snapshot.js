// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  Throws a TypeError if the this value is an AsyncContext.Snapshot.
info: |
  AsyncContext.Variable.prototype.get ( )

  AsyncContext.Variable.prototype.get throws a TypeError unless this is an
  AsyncContext.Variable.
features: [AsyncContext]
---*/

var get = AsyncContext.Variable.prototype.get;

assert.throws(TypeError, function () {
  get.call(new AsyncContext.Snapshot());
}, "a snapshot");

assert.throws(TypeError, function () {
  get.call(AsyncContext.Snapshot.prototype);
}, "the prototype of snapshots");

assert.throws(TypeError, function () {
  get.call(AsyncContext.Snapshot.wrap(function () {}));
}, "a wrapped function");
