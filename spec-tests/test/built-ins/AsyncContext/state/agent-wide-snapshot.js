// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  A snapshot that another realm makes holds the values that this realm set, and the
  reverse.
info: |
  The state

  The current mapping belongs to the agent, not to a realm: calling a function of
  another realm keeps it.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm();
var OtherSnapshot = other.global.AsyncContext.Snapshot;
var mine = new AsyncContext.Variable();
var theirs = new other.global.AsyncContext.Variable();

var captured = mine.run("mine", function () {
  return theirs.run("theirs", function () {
    return [new AsyncContext.Snapshot(), new OtherSnapshot()];
  });
});

captured.forEach(function (snapshot, index) {
  snapshot.run(function () {
    assert.sameValue(mine.get(), "mine", "variable of this realm, snapshot number " + index);
    assert.sameValue(theirs.get(), "theirs", "variable of the other realm, number " + index);
  });
});
assert.sameValue(mine.get(), undefined, "afterwards, the variable of this realm");
assert.sameValue(theirs.get(), undefined, "afterwards, the variable of the other realm");
