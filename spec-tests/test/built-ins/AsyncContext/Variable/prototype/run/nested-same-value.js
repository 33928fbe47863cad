// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  An inner run with the value that the variable has already ends without taking it away.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  A nested run of the same variable shadows the outer value for its extent only.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });

variable.run("same", function () {
  variable.run("same", function () {
    assert.sameValue(variable.get(), "same", "inside of the inner run");
  });
  assert.sameValue(variable.get(), "same", "after the inner run");
});
assert.sameValue(variable.get(), "default", "after the outer run");

variable.run("default", function () {
  variable.run("value", function () {});
  assert.sameValue(variable.get(), "default", "a value that equals the default");
});
