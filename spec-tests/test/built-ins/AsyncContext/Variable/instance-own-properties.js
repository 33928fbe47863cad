// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  A variable is an extensible ordinary object without own properties.
info: |
  The AsyncContext.Variable constructor

  The object is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
includes: [compareArray.js]
features: [AsyncContext, Reflect]
---*/

var variable = new AsyncContext.Variable({ name: "name", defaultValue: 1 });

assert.sameValue(typeof variable, "object", "a variable is not callable");
assert.compareArray(Reflect.ownKeys(variable), [], "it has no own properties");
assert.sameValue(Object.isExtensible(variable), true, "it is extensible");

variable.own = 1;
assert.sameValue(variable.own, 1, "a property can be added");
Object.freeze(variable);
assert.sameValue(variable.run(2, function() {
  return variable.get();
}), 2, "a frozen variable can be run");
