// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-snapshot-prototype
description: >
  AsyncContext.Snapshot.prototype holds no mapping
info: |
  The AsyncContext.Snapshot prototype object

  AsyncContext.Snapshot.prototype is an ordinary object that is not an
  AsyncContext.Snapshot.
features: [AsyncContext]
---*/

let calls = 0;

assert.throws(TypeError, function() {
  AsyncContext.Snapshot.prototype.run(function() {
    calls += 1;
  });
}, "run on the prototype object");
assert.sameValue(calls, 0, "the function is not called");
