// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-get-asynccontext-variable.prototype.name
description: >
  The name is not an own property of a variable; an own property shadows the accessor
  alone.
info: |
  get AsyncContext.Variable.prototype.name

  AsyncContext.Variable.prototype.name is an accessor without a setter, not enumerable
  and configurable.
  The name getter returns the String that the name option was converted to.
features: [AsyncContext]
---*/

var getter = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name").get;
var variable = new AsyncContext.Variable({ name: "original" });

assert.sameValue(
  Object.prototype.hasOwnProperty.call(variable, "name"),
  false,
  "a variable has no own name"
);

Object.defineProperty(variable, "name", { value: "shadow" });
assert.sameValue(variable.name, "shadow", "the own property");
assert.sameValue(getter.call(variable), "original", "the getter is not affected by it");
