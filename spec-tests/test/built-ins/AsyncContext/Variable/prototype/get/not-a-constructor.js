// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable.prototype.get
description: >
  AsyncContext.Variable.prototype.get has no [[Construct]] and no "prototype".
info: |
  AsyncContext.Variable.prototype.get ( )

  AsyncContext.Variable.prototype.get is a built-in function without [[Construct]].
includes: [isConstructor.js]
features: [AsyncContext, Reflect.construct]
---*/

var get = AsyncContext.Variable.prototype.get;
var variable = new AsyncContext.Variable();

assert.sameValue(isConstructor(get), false, "isConstructor(get)");

assert.throws(TypeError, function () {
  new get();
}, "new get()");
assert.throws(TypeError, function () {
  new variable.get();
}, "new variable.get()");

assert.sameValue(
  Object.prototype.hasOwnProperty.call(get, "prototype"),
  false,
  "get has no own prototype property"
);
