// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  What is restored is the mapping at the call of run, also where the function changed to
  others.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The previous mapping is restored when the function returns.
features: [AsyncContext]
---*/

var a = new AsyncContext.Variable();
var b = new AsyncContext.Variable();

var snapshot = a.run("snapshot a", function () {
  return b.run("snapshot b", function () {
    return new AsyncContext.Snapshot();
  });
});

a.run("outer", function () {
  b.run("inner", function () {
    snapshot.run(function () {
      a.run("deep", function () {});
      assert.sameValue(a.get(), "snapshot a", "after a run inside of the snapshot");
      assert.sameValue(b.get(), "snapshot b", "the other variable of the snapshot");
    });
    assert.sameValue(a.get(), "outer", "after the snapshot");
    assert.sameValue(b.get(), "inner", "the run around the snapshot");
  });
  assert.sameValue(a.get(), "outer", "after the run of b");
  assert.sameValue(b.get(), undefined, "b is not set outside of its run");
});
