// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  Nested extents that an exception leaves restore in the reverse order.
info: |
  The state

  AsyncContextSwap installs a mapping and returns the previous one, so that nested
  extents restore in the reverse order.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var seen = [];
var snapshot = variable.run("snapshot", function () {
  return new AsyncContext.Snapshot();
});
function noting(func) {
  return function () {
    try {
      func();
    } finally {
      seen.push(variable.get());
    }
  };
}

assert.throws(Test262Error, function () {
  variable.run("first", noting(function () {
    snapshot.run(noting(function () {
      variable.run("second", noting(function () {
        AsyncContext.Snapshot.wrap(noting(function () {
          throw new Test262Error();
        }))();
      }));
    }));
  }));
}, "the exception leaves all extents");

assert.compareArray(
  seen,
  ["second", "second", "snapshot", "first"],
  "each finally block sees the mapping of its own extent"
);
assert.sameValue(variable.get(), "default", "the mapping outside");
