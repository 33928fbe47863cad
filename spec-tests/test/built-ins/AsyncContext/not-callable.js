// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  A call of AsyncContext throws a TypeError.
info: |
  The AsyncContext object

  AsyncContext is not callable.
features: [AsyncContext, Reflect]
---*/

assert.sameValue(typeof AsyncContext, "object", "AsyncContext is an object that is not callable");

assert.throws(TypeError, function() {
  AsyncContext();
}, "a call throws");

assert.throws(TypeError, function() {
  Reflect.apply(AsyncContext, undefined, []);
}, "Reflect.apply takes only a callable");

assert.throws(TypeError, function() {
  Function.prototype.call.call(AsyncContext);
}, "Function.prototype.call takes only a callable");
