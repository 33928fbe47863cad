// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.run
description: >
  The value is that of this variable, not of others of the same name and default value.
info: |
  AsyncContext.Variable.prototype.run ( value, func, ...args )

  During the call the variable has the given value, whatever type it is of.
features: [AsyncContext]
---*/

var options = { name: "same", defaultValue: "default" };
var a = new AsyncContext.Variable(options);
var b = new AsyncContext.Variable(options);

a.run("set", function () {
  assert.sameValue(a.get(), "set", "the variable that is set");
  assert.sameValue(b.get(), "default", "the other variable of the same name");
});
