// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  A function of another realm runs in the mapping of the snapshot, for
  variables of both realms
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  During the call the current mapping is the one of the snapshot, for every
  variable.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;
other.ours = new AsyncContext.Variable();
const read = new other.Function(
  "if (!this.theirs) this.theirs = new AsyncContext.Variable({ defaultValue: 'default' });" +
  "return ours.get() + ' ' + theirs.get();"
);
read();

const snapshot = other.ours.run("ours", function() {
  return other.theirs.run("theirs", () => new AsyncContext.Snapshot());
});

assert.sameValue(read(), "undefined default", "outside the snapshot");
assert.sameValue(snapshot.run(read), "ours theirs", "in the snapshot");
assert.sameValue(read(), "undefined default", "outside again");
