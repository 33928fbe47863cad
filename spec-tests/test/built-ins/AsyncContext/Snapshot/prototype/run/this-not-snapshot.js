// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  An object that is not a snapshot is refused, and the function is not called
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  AsyncContext.Snapshot.prototype.run throws a TypeError unless this is an
  AsyncContext.Snapshot.
features: [AsyncContext]
---*/

const run = AsyncContext.Snapshot.prototype.run;
let calls = 0;
const func = function() {
  calls += 1;
};

function refuses(value, what) {
  assert.throws(TypeError, function() {
    run.call(value, func);
  }, "this is " + what);
}

refuses({}, "a plain object");
refuses([], "an array");
refuses(function() {}, "a function");
refuses(AsyncContext, "AsyncContext");
refuses(AsyncContext.Snapshot, "the constructor");
refuses(AsyncContext.Snapshot.prototype, "the prototype object");
refuses(Object.create(AsyncContext.Snapshot.prototype), "an object with the same prototype");
refuses(Object.create(new AsyncContext.Snapshot()), "an object that inherits from a snapshot");
refuses(AsyncContext.Snapshot.wrap(function() {}), "a wrapped function");

assert.sameValue(calls, 0, "the function is never called");
