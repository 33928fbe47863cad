// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  Runs of variables and snapshots that are nested restore level by level.
info: |
  The state

  AsyncContextSwap installs a mapping and returns the previous one, so that nested
  extents restore in the reverse order.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var a = new AsyncContext.Variable({ defaultValue: "-" });
var b = new AsyncContext.Variable({ defaultValue: "-" });
var seen = [];
function note() {
  seen.push("" + a.get() + b.get());
}

var snapshot = a.run(8, function () {
  return b.run(9, function () {
    return new AsyncContext.Snapshot();
  });
});
var wrapped = AsyncContext.Snapshot.wrap(function (func) {
  note();
  func();
  note();
});

a.run(1, function () {
  note();
  snapshot.run(function () {
    note();
    b.run(2, function () {
      note();
      wrapped(function () {
        a.run(3, note);
      });
      note();
    });
    note();
  });
  note();
});
note();

assert.compareArray(
  seen,
  ["1-", "89", "82", "--", "3-", "--", "82", "89", "1-", "--"],
  "each level restores what was before it"
);
