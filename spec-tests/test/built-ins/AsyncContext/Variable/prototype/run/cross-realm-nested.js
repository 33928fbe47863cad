// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  A run inside of another realm and a run of this realm nest in one mapping.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  A run in a function of another realm uses the same agent-wide mapping.
includes: [compareArray.js]
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm();
var mine = new AsyncContext.Variable({ defaultValue: 0 });
var theirs = other.evalScript(
  "var theirs = new AsyncContext.Variable({ defaultValue: 0 }); theirs;"
);
var within = other.evalScript(
  "(function (value, func) { return theirs.run(value, func); })"
);
var seen = [];
function note() {
  seen.push(mine.get() + "" + theirs.get());
}

mine.run(1, function () {
  within(1, function () {
    note();
    mine.run(2, function () {
      note();
      within(2, note);
      note();
    });
    note();
  });
  note();
});
note();

assert.compareArray(
  seen,
  ["11", "21", "22", "21", "11", "10", "00"],
  "runs of both realms nest in each other"
);
