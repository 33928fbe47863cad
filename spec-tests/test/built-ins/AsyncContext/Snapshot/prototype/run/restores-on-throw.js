// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  After a run that throws the caller has its own mapping back
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  The mapping of the caller is restored when the function throws, and the
  exception is rethrown.
features: [AsyncContext]
---*/

const shared = new AsyncContext.Variable({ defaultValue: "default" });
const mine = new AsyncContext.Variable({ defaultValue: "default" });
const snapshot = shared.run("captured", () => new AsyncContext.Snapshot());
const fail = function() {
  throw new Test262Error();
};

assert.throws(Test262Error, () => snapshot.run(fail), "called where nothing is set");
assert.sameValue(shared.get(), "default", "value where nothing is set");

shared.run("current", function() {
  mine.run("mine", function() {
    assert.throws(Test262Error, () => snapshot.run(fail), "called where both variables are set");
    assert.sameValue(shared.get(), "current", "a variable that the snapshot has, too");
    assert.sameValue(mine.get(), "mine", "a variable that the snapshot has not");
  });
});
