// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-abstract-operations
description: >
  Setting one variable leaves the values of all others as they are, also when set again.
info: |
  The state

  A mapping holds one value for each variable, and setting one variable leaves the
  others as they are.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var a = new AsyncContext.Variable({ defaultValue: 0 });
var b = new AsyncContext.Variable({ defaultValue: 0 });
var c = new AsyncContext.Variable({ defaultValue: 0 });
function values() {
  return [a.get(), b.get(), c.get()];
}

a.run(1, function () {
  b.run(1, function () {
    assert.compareArray(c.run(1, values), [1, 1, 1], "c is added");
    assert.compareArray(a.run(2, values), [2, 1, 0], "a is set again");
    assert.compareArray(b.run(undefined, values), [1, undefined, 0], "b is set to undefined");
    assert.compareArray(
      a.run(2, function () {
        return b.run(2, function () {
          return a.run(3, values);
        });
      }),
      [3, 2, 0],
      "a and b are set in turns"
    );
    assert.compareArray(values(), [1, 1, 0], "all is as before");
  });
});
