// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  An instance of a subclass is a variable.
info: |
  AsyncContext.Variable.prototype.get ( )

  AsyncContext.Variable.prototype.get throws a TypeError unless this is an
  AsyncContext.Variable.
  The value of the current mapping is returned if the variable is set in it.
features: [AsyncContext]
---*/

class Sub extends AsyncContext.Variable {
  get() {
    return "sub:" + super.get();
  }
}

var variable = new Sub({ defaultValue: "default" });

assert.sameValue(variable.get(), "sub:default", "get through super, not set");
variable.run("value", function () {
  assert.sameValue(variable.get(), "sub:value", "get through super, set");
  assert.sameValue(
    AsyncContext.Variable.prototype.get.call(variable),
    "value",
    "get of the base class"
  );
});
