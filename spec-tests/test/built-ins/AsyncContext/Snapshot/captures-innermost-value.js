// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  Snapshots made at different depths of nested runs hold different values
info: |
  The AsyncContext.Snapshot constructor

  A snapshot holds the mapping that is current at its construction.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const snapshots = [];
const capture = () => snapshots.push(new AsyncContext.Snapshot());

capture();
variable.run("outer", function() {
  capture();
  variable.run("inner", capture);
  capture();
});
capture();

assert.compareArray(
  snapshots.map(snapshot => snapshot.run(() => variable.get())),
  ["default", "outer", "inner", "outer", "default"],
  "one value for each place"
);
