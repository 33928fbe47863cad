// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  An assignment to the name of a variable has no effect, and throws in strict code.
info: |
  get AsyncContext.Variable.prototype.name

  AsyncContext.Variable.prototype.name is an accessor without a setter, not enumerable
  and configurable.
features: [AsyncContext, Reflect]
---*/

var variable = new AsyncContext.Variable({ name: "original" });

assert.throws(TypeError, function () {
  "use strict";
  variable.name = "assigned";
}, "an assignment in strict code");
assert.sameValue(Reflect.set(variable, "name", "set"), false, "Reflect.set fails");

assert.sameValue(variable.name, "original", "the name is as it was");
assert.sameValue(
  Object.prototype.hasOwnProperty.call(variable, "name"),
  false,
  "no own property is made"
);
