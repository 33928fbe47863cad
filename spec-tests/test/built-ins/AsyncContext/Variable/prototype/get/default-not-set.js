// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  Returns the default value before the first run and after the last.
info: |
  AsyncContext.Variable.prototype.get ( )

  The default value is returned if the variable is not set.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
assert.sameValue(variable.get(), "default", "before any run");

variable.run("value", function () {});
assert.sameValue(variable.get(), "default", "after a run");

assert.throws(Test262Error, function () {
  variable.run("value", function () { throw new Test262Error(); });
}, "a run that throws");
assert.sameValue(variable.get(), "default", "after a run that threw");
