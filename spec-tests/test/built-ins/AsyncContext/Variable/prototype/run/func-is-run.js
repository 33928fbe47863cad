// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  run can be the function of another run, which then nests.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  During the call the variable has the given value, whatever type it is of.
  The previous mapping is restored when the function returns.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var a = new AsyncContext.Variable();
var b = new AsyncContext.Variable();
var c = new AsyncContext.Variable();

var seen = a.run(1, b.run.bind(b), 2, c.run.bind(c), 3, function (arg) {
  return [a.get(), b.get(), c.get(), arg];
}, 4);

assert.compareArray(seen, [1, 2, 3, 4], "the innermost function sees all three values");
assert.compareArray(
  [a.get(), b.get(), c.get()],
  [undefined, undefined, undefined],
  "all three are restored"
);
