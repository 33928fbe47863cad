// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  A run inside of the run of a snapshot does not change the snapshot.
info: |
  The state

  A mapping is immutable: a later extent never changes what an earlier capture holds.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var a = new AsyncContext.Variable({ defaultValue: "default" });
var b = new AsyncContext.Variable({ defaultValue: "default" });

var snapshot = a.run("a", function () {
  return new AsyncContext.Snapshot();
});
function read() {
  return [a.get(), b.get()];
}

var extended = snapshot.run(function () {
  return a.run("changed", function () {
    return b.run("added", function () {
      return new AsyncContext.Snapshot();
    });
  });
});

assert.compareArray(snapshot.run(read), ["a", "default"], "the first snapshot is as it was");
assert.compareArray(extended.run(read), ["changed", "added"], "the second has both changes");
