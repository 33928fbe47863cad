// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  catch and finally blocks see the mapping of the function that they stand in.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The previous mapping is restored when the function throws, and the exception is
  rethrown.
includes: [compareArray.js]
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable();
var seen = [];

variable.run("outer", function () {
  try {
    variable.run("inner", function () {
      try {
        throw new Test262Error();
      } finally {
        seen.push("inner finally: " + variable.get());
      }
    });
  } catch (e) {
    seen.push("outer catch: " + variable.get());
  } finally {
    seen.push("outer finally: " + variable.get());
  }
});

assert.compareArray(
  seen,
  ["inner finally: inner", "outer catch: outer", "outer finally: outer"],
  "the mapping changes where the exception crosses run"
);
