// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  The mapping of the snapshot replaces that of the caller; the two are not
  merged
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  During the call the current mapping is the one of the snapshot, for every
  variable.

  A variable that was not set when the snapshot was made has its default value
  during the call.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const both = new AsyncContext.Variable({ defaultValue: "default 1" });
const onlySnapshot = new AsyncContext.Variable({ defaultValue: "default 2" });
const onlyCaller = new AsyncContext.Variable({ defaultValue: "default 3" });
const read = () => [both.get(), onlySnapshot.get(), onlyCaller.get()];

const snapshot = both.run("snapshot", function() {
  return onlySnapshot.run("snapshot", () => new AsyncContext.Snapshot());
});

both.run("caller", function() {
  onlyCaller.run("caller", function() {
    assert.compareArray(
      snapshot.run(read),
      ["snapshot", "snapshot", "default 3"],
      "during the call"
    );
    assert.compareArray(read(), ["caller", "default 2", "caller"], "after the call");
  });
});
