// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A Proxy of a snapshot is refused without any of its traps being called
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  AsyncContext.Snapshot.prototype.run throws a TypeError unless this is an
  AsyncContext.Snapshot.
features: [AsyncContext, Proxy]
---*/

const run = AsyncContext.Snapshot.prototype.run;
let traps = 0;
let calls = 0;
const proxy = new Proxy(new AsyncContext.Snapshot(), new Proxy({}, {
  get() {
    traps += 1;
    return undefined;
  }
}));

assert.throws(TypeError, function() {
  run.call(proxy, function() {
    calls += 1;
  });
}, "this is a Proxy");
assert.sameValue(traps, 0, "no trap was called");
assert.sameValue(calls, 0, "the function is not called");
