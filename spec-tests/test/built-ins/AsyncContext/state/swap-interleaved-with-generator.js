// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  Extents that a generator suspends between do not get mixed up with those of its
  callers.
info: |
  The state

  AsyncContextSwap installs a mapping and returns the previous one, so that nested
  extents restore in the reverse order.
includes: [compareArray.js]
features: [AsyncContext, generators]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var seen = [];
function* g() {
  variable.run("inside", function () {});
  seen.push("body " + variable.get());
  yield;
  variable.run("inside", function () {});
  seen.push("body " + variable.get());
}

var iterator = variable.run("creation", function () {
  var created = g();
  created.next();
  return created;
});
variable.run("caller", function () {
  iterator.next();
  seen.push("caller " + variable.get());
});
seen.push("outside " + variable.get());

assert.compareArray(
  seen,
  ["body creation", "body creation", "caller caller", "outside default"],
  "each extent restores its own previous mapping"
);
