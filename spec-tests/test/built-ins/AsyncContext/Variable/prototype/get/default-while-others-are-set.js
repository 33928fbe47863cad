// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  Returns the default value while other variables, also of the same name, are set.
info: |
  AsyncContext.Variable.prototype.get ( )

  The default value is returned if the variable is not set.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ name: "name", defaultValue: "default" });
var other = new AsyncContext.Variable({ name: "name", defaultValue: "other default" });

other.run("other", function () {
  assert.sameValue(variable.get(), "default", "not set inside of the run of another variable");
  var late = new AsyncContext.Variable({ defaultValue: "late default" });
  assert.sameValue(late.get(), "late default", "a variable that was made inside of a run");
});
