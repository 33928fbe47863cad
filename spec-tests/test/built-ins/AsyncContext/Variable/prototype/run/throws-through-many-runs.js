// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  An exception that crosses several runs restores what was before the outermost of them.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The previous mapping is restored when the function throws, and the exception is
  rethrown.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var a = new AsyncContext.Variable({ defaultValue: 0 });
var b = new AsyncContext.Variable({ defaultValue: 0 });

a.run(1, function () {
  var exception = new Test262Error();
  var caught;
  try {
    b.run(1, function () {
      a.run(2, function () {
        b.run(2, function () {
          [0].forEach(function () {
            throw exception;
          });
        });
      });
    });
  } catch (e) {
    caught = e;
  }
  assert.sameValue(caught, exception, "the exception crosses all runs");
  assert.compareArray([a.get(), b.get()], [1, 0], "the mapping of the function that catches");
});
assert.compareArray([a.get(), b.get()], [0, 0], "the mapping at the end");
