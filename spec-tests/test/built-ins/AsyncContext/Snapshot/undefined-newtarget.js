// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  Every way of calling AsyncContext.Snapshot that is not a construction throws
info: |
  The AsyncContext.Snapshot constructor

  AsyncContext.Snapshot called without new throws a TypeError.
features: [AsyncContext, Reflect]
---*/

assert.throws(TypeError, function() {
  AsyncContext.Snapshot();
}, "AsyncContext is this");

const Snapshot = AsyncContext.Snapshot;
assert.throws(TypeError, function() {
  Snapshot();
}, "undefined is this");

const instance = new AsyncContext.Snapshot();
assert.throws(TypeError, function() {
  AsyncContext.Snapshot.call(instance);
}, "a Snapshot is this");

assert.throws(TypeError, function() {
  Reflect.apply(AsyncContext.Snapshot, Object.create(AsyncContext.Snapshot.prototype), []);
}, "an object that inherits from AsyncContext.Snapshot.prototype is this");

assert.throws(TypeError, function() {
  AsyncContext.Snapshot(function() {});
}, "called with an argument");
