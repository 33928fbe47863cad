// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  AsyncContext cannot be constructed, nor be a newTarget.
info: |
  The AsyncContext object

  AsyncContext has no [[Construct]] internal method.
features: [AsyncContext, Reflect.construct]
---*/

assert.throws(TypeError, function() {
  new AsyncContext();
}, "new throws");

assert.throws(TypeError, function() {
  Reflect.construct(AsyncContext, []);
}, "Reflect.construct takes only a constructor as target");

assert.throws(TypeError, function() {
  Reflect.construct(Object, [], AsyncContext);
}, "Reflect.construct takes only a constructor as newTarget");
