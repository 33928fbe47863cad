// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  After the run the caller has its own mapping back, for variables that the
  snapshot has and has not
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  The mapping of the caller is restored when the function returns.
features: [AsyncContext]
---*/

const shared = new AsyncContext.Variable({ defaultValue: "default" });
const mine = new AsyncContext.Variable({ defaultValue: "default" });
const snapshot = shared.run("captured", () => new AsyncContext.Snapshot());

snapshot.run(function() {});
assert.sameValue(shared.get(), "default", "called where nothing is set");

shared.run("current", function() {
  mine.run("mine", function() {
    snapshot.run(function() {});
    assert.sameValue(shared.get(), "current", "a variable that the snapshot has, too");
    assert.sameValue(mine.get(), "mine", "a variable that the snapshot has not");
  });
  assert.sameValue(shared.get(), "current", "the extent around the call goes on");
  assert.sameValue(mine.get(), "default", "the extent of the call has ended");
});
