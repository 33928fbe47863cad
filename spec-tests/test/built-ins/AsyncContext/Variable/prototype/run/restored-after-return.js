// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  After the function returned, the mapping is the one from before the call.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  The previous mapping is restored when the function returns.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var other = new AsyncContext.Variable({ defaultValue: "default" });

variable.run("value", function () {});
assert.sameValue(variable.get(), "default", "not set before, not set afterwards");

other.run("other", function () {
  variable.run("value", function () {});
  assert.sameValue(variable.get(), "default", "not set inside of the run of another variable");
  assert.sameValue(other.get(), "other", "the other variable is as it was");
});

variable.run("outer", function () {
  variable.run("inner", function () {});
  assert.sameValue(variable.get(), "outer", "the value from before the inner run");
  variable.run("inner again", function () {});
  assert.sameValue(variable.get(), "outer", "the value from before the second inner run");
});

assert.sameValue(variable.get(), "default", "all is restored at the end");
