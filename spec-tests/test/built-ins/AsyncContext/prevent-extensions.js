// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  AsyncContext can be frozen like any ordinary object, and its constructors
  keep working.
info: |
  The AsyncContext object

  AsyncContext is an ordinary object that is extensible.
features: [AsyncContext, Reflect]
---*/

var Variable = AsyncContext.Variable;

assert.sameValue(Reflect.preventExtensions(AsyncContext), true, "AsyncContext can be made non-extensible");
assert.sameValue(Object.isExtensible(AsyncContext), false, "AsyncContext is not extensible any more");
assert.sameValue(
  Reflect.defineProperty(AsyncContext, "added", { value: 1 }), false,
  "no property can be added any more"
);

Object.freeze(AsyncContext);
assert.sameValue(Object.isFrozen(AsyncContext), true, "AsyncContext is frozen");
assert.sameValue(Reflect.set(AsyncContext, "Variable", null), false, "Variable cannot be replaced");
assert.sameValue(AsyncContext.Variable, Variable, "Variable is still there");

var variable = new AsyncContext.Variable();
assert.sameValue(variable.run(1, function() {
  return variable.get();
}), 1, "variables work as before");
