// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  Returns the value of the variable in the current mapping, every time.
info: |
  AsyncContext.Variable.prototype.get ( )

  The value of the current mapping is returned if the variable is set in it.
features: [AsyncContext]
---*/

var variable = new AsyncContext.Variable({ defaultValue: "default" });
var value = { property: "value" };

variable.run(value, function () {
  assert.sameValue(variable.get(), value, "the object itself");
  value.property = "changed";
  assert.sameValue(variable.get(), value, "the same object again");
  assert.sameValue(variable.get().property, "changed", "a change of the object is seen");
});

variable.run("other", function () {
  assert.sameValue(variable.get(), "other", "the value of the second run");
});
