// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  A variable as options is read like any other object, so its name is taken
  and its value is not.
info: |
  AsyncContext.Variable ( options )

  The name option is read with HasProperty, and only if it is present with Get.
features: [AsyncContext]
---*/

var first = new AsyncContext.Variable({ name: "first", defaultValue: "default of the first" });
var second = first.run("value of the first", function() {
  return new AsyncContext.Variable(first);
});

assert.sameValue(second.name, "first", "the name comes from the accessor on the prototype");
assert.sameValue(second.get(), undefined, "a variable has no defaultValue property");

assert.throws(TypeError, function() {
  new AsyncContext.Variable(AsyncContext.Variable.prototype);
}, "the name accessor of the prototype object throws");
