// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  An inner run of another variable shadows nothing of this one.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  A nested run of the same variable shadows the outer value for its extent only.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var a = new AsyncContext.Variable({ defaultValue: 0 });
var b = new AsyncContext.Variable({ defaultValue: 0 });
var seen = [];
function note() {
  seen.push(a.get() + "" + b.get());
}

a.run(1, function () {
  b.run(1, function () {
    a.run(2, function () {
      b.run(2, note);
      note();
    });
    note();
  });
  note();
});
note();

assert.compareArray(seen, ["22", "21", "11", "10", "00"], "each run ends alone");
