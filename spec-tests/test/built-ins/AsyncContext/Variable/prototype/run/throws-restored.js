// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  After the function threw, the mapping is the one from before the call.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The previous mapping is restored when the function throws, and the exception is
  rethrown.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
function thrower() {
  assert.sameValue(variable.get(), "value", "the value during the call");
  throw new Test262Error("thrown by the function");
}

assert.throws(Test262Error, function () {
  variable.run("value", thrower);
}, "the exception comes out of run");
assert.sameValue(variable.get(), "default", "not set before, not set afterwards");

variable.run("outer", function () {
  assert.throws(Test262Error, function () {
    variable.run("value", thrower);
  }, "the exception comes out of the inner run");
  assert.sameValue(variable.get(), "outer", "the value from before the inner run");
});
assert.sameValue(variable.get(), "default", "all is restored at the end");
