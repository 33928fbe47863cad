// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  What happens in one run of a snapshot does not change its mapping for the
  next
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  During the call the current mapping is the one of the snapshot, for every
  variable.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable();
const added = new AsyncContext.Variable();
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());

snapshot.run(function() {
  variable.run("changed", function() {
    added.run("added", function() {});
  });
});
assert.throws(Test262Error, function() {
  snapshot.run(() => variable.run("changed", () => {
    throw new Test262Error();
  }));
}, "a run that throws inside a run that throws");

assert.sameValue(snapshot.run(() => variable.get()), "captured", "the captured value");
assert.sameValue(snapshot.run(() => added.get()), undefined, "a variable set during a run");
