// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A generator that is created by the run of a snapshot has the mapping of the
  snapshot
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  During the call the current mapping is the one of the snapshot, for every
  variable.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

const variable = new AsyncContext.Variable();
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());

const generator = variable.run("caller", function() {
  return snapshot.run(function*() {
    yield variable.get();
    yield variable.get();
  });
});

const seen = [];
variable.run("first resumer", () => seen.push(generator.next().value));
variable.run("second resumer", () => seen.push(generator.next().value));
assert.compareArray(seen, ["captured", "captured"], "values in the generator body");
