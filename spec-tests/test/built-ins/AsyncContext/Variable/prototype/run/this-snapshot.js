// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  Throws a TypeError if the this value is an AsyncContext.Snapshot.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  AsyncContext.Variable.prototype.run throws a TypeError unless this is an
  AsyncContext.Variable.
features: [AsyncContext]
---*/

var run = AsyncContext.Variable.prototype.run;
var calls = 0;
function func() {
  calls += 1;
}

assert.throws(TypeError, function () {
  run.call(new AsyncContext.Snapshot(), "value", func);
}, "a snapshot");

assert.throws(TypeError, function () {
  run.call(AsyncContext.Snapshot.prototype, "value", func);
}, "the prototype of snapshots");

assert.throws(TypeError, function () {
  run.call(AsyncContext.Snapshot.wrap(func), "value", func);
}, "a wrapped function");

assert.sameValue(calls, 0, "the function is never called");
