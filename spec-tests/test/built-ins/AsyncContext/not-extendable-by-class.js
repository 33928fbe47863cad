// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  AsyncContext cannot stand in the heritage of a class.
info: |
  The AsyncContext object

  AsyncContext has no [[Construct]] internal method.
features: [AsyncContext]
---*/

assert.throws(TypeError, function() {
  class Context extends AsyncContext {}
}, "a class declaration");

assert.throws(TypeError, function() {
  (class extends AsyncContext {});
}, "also in an expression");
