// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  After the call of a wrapped function the caller has its own mapping back
info: |
  AsyncContext.Snapshot.wrap ( fn )

  The mapping of the caller is restored when the wrapped function returns or
  throws.
features: [AsyncContext]
---*/

const shared = new AsyncContext.Variable({ defaultValue: "default" });
const mine = new AsyncContext.Variable({ defaultValue: "default" });
const wrapped = shared.run("captured", () => AsyncContext.Snapshot.wrap(function() {}));

wrapped();
assert.sameValue(shared.get(), "default", "called where nothing is set");

shared.run("current", function() {
  mine.run("mine", function() {
    wrapped();
    assert.sameValue(shared.get(), "current", "a variable that was captured, too");
    assert.sameValue(mine.get(), "mine", "a variable that was not captured");
  });
});
