// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A run of a variable inside that of a snapshot adds to the mapping of the
  snapshot for its extent
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  During the call the current mapping is the one of the snapshot, for every
  variable.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const first = new AsyncContext.Variable({ defaultValue: "default" });
const second = new AsyncContext.Variable({ defaultValue: "default" });
const snapshot = first.run("snapshot", () => new AsyncContext.Snapshot());
const read = () => first.get() + " " + second.get();

const seen = second.run("caller", () => snapshot.run(function() {
  return [
    read(),
    second.run("inner", read),
    first.run("inner", read),
    read()
  ];
}));

assert.compareArray(seen, [
  "snapshot default",
  "snapshot inner",
  "inner default",
  "snapshot default"
], "both variables before, in and after the runs of variables");
