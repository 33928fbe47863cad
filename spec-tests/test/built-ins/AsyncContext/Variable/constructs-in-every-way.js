// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  Every syntax and function that constructs makes a variable.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable is a constructor whose prototype is
  %Function.prototype%.
features: [AsyncContext, Proxy, Reflect.construct]
---*/

var Variable = AsyncContext.Variable;
var Bound = Variable.bind(null, { name: "bound", defaultValue: 1 });
var Proxied = new Proxy(Variable, {});

var made = new Variable({ name: "new", defaultValue: 1 });
assert.sameValue(made.name, "new", "new with arguments");

made = new Variable;
assert.sameValue(made.name, "", "new without arguments");

made = Reflect.construct(Variable, [{ name: "reflected" }]);
assert.sameValue(made.name, "reflected", "Reflect.construct");

made = new Bound({ name: "ignored" });
assert.sameValue(made.name, "bound", "a bound constructor");
assert.sameValue(Object.getPrototypeOf(made), Variable.prototype, "prototype from a bound constructor");

made = new Proxied({ name: "proxied" });
assert.sameValue(made.name, "proxied", "a Proxy of the constructor");
assert.sameValue(Object.getPrototypeOf(made), Variable.prototype, "prototype from a Proxy");
