// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  The constructor of another realm captures the same mapping
info: |
  The AsyncContext.Snapshot constructor

  A snapshot holds the mapping that is current at its construction.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;
const ours = new AsyncContext.Variable();
const theirs = new other.AsyncContext.Variable();

const snapshot = ours.run("ours", function() {
  return theirs.run("theirs", function() {
    return new other.AsyncContext.Snapshot();
  });
});

assert.sameValue(
  Object.getPrototypeOf(snapshot),
  other.AsyncContext.Snapshot.prototype,
  "the snapshot is one of the other realm"
);
assert.sameValue(snapshot.run(() => ours.get()), "ours", "variable of this realm");
assert.sameValue(snapshot.run(() => theirs.get()), "theirs", "variable of the other realm");
assert.sameValue(ours.get(), undefined, "the mapping of the caller is back");
