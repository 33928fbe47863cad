// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  A value that is undefined is returned although the default value is another.
info: |
  AsyncContext.Variable.prototype.get ( )

  A value that was explicitly set to undefined is a value, not the default.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var calls = 0;

variable.run(undefined, function () {
  calls += 1;
  assert.sameValue(variable.get(), undefined, "set to undefined");
});

variable.run("outer", function () {
  variable.run(undefined, function () {
    calls += 1;
    assert.sameValue(variable.get(), undefined, "set to undefined inside of another run");
  });
});

assert.sameValue(calls, 2, "both functions are called");
assert.sameValue(variable.get(), "default", "the default value afterwards");
