// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  After the TypeError for a function that is not callable, the mapping is the previous
  one.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  A function that is not callable throws a TypeError, and the previous mapping is
  restored.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });

assert.throws(TypeError, function () {
  variable.run("value", {});
}, "an object that is not callable");
assert.sameValue(variable.get(), "default", "not set before, not set afterwards");

variable.run("outer", function () {
  assert.throws(TypeError, function () {
    variable.run("inner", undefined);
  }, "undefined is not callable");
  assert.sameValue(variable.get(), "outer", "the value from before the inner run");
});

assert.sameValue(variable.get(), "default", "all is restored at the end");
