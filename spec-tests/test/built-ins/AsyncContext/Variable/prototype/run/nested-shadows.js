// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  An inner run of the same variable shadows the outer value, level by level.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  A nested run of the same variable shadows the outer value for its extent only.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: 0 });
var seen = [];
function note() {
  seen.push(variable.get());
}

note();
variable.run(1, function () {
  note();
  variable.run(2, function () {
    note();
    variable.run(3, note);
    note();
  });
  note();
});
note();

assert.compareArray(seen, [0, 1, 2, 3, 2, 1, 0], "each level has its own value");
