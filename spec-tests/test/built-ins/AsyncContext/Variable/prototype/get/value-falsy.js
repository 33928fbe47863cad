// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  A value that is null or another falsy value is returned although there is a default
  value.
info: |
  AsyncContext.Variable.prototype.get ( )

  The value of the current mapping is returned if the variable is set in it.
features: [AsyncContext, BigInt]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var calls = 0;

[null, false, 0, -0, NaN, 0n, ""].forEach(function (value, index) {
  variable.run(value, function () {
    calls += 1;
    assert.sameValue(variable.get(), value, "falsy value number " + index);
  });
});

assert.sameValue(calls, 7, "every function is called");
