// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  What was captured inside of a run stays as it was when the run is over.
info: |
  The state

  A mapping is immutable: a later extent never changes what an earlier capture holds.
features: [AsyncContext]
---*/

var a = new AsyncContext.Variable({ defaultValue: "default" });
var b = new AsyncContext.Variable({ defaultValue: "default" });

var snapshot = a.run("a", function () {
  return b.run("b", function () {
    return new AsyncContext.Snapshot();
  });
});

function check(when) {
  snapshot.run(function () {
    assert.sameValue(a.get(), "a", "the first variable, " + when);
    assert.sameValue(b.get(), "b", "the second variable, " + when);
  });
}

check("after the run");
a.run("another", function () {
  check("in another run");
});
a.run("a", function () {
  b.run("other b", function () {
    check("in a run that shares the value of the first");
  });
});
check("at the end");
