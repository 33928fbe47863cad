// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A snapshot of another realm is accepted, in both directions
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  AsyncContext.Snapshot.prototype.run throws a TypeError unless this is an
  AsyncContext.Snapshot.

  During the call the current mapping is the one of the snapshot, for every
  variable.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;
const variable = new AsyncContext.Variable();
const read = () => variable.get();
const ours = variable.run("ours", () => new AsyncContext.Snapshot());
const theirs = variable.run("theirs", () => new other.AsyncContext.Snapshot());

assert.sameValue(
  other.AsyncContext.Snapshot.prototype.run.call(ours, read),
  "ours",
  "their run with our snapshot"
);
assert.sameValue(
  AsyncContext.Snapshot.prototype.run.call(theirs, read),
  "theirs",
  "our run with their snapshot"
);
assert.sameValue(variable.get(), undefined, "the mapping of the caller is back");
