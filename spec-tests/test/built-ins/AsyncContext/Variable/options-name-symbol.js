// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  A Symbol as name throws a TypeError.
info: |
  AsyncContext.Variable ( options )

  The name option is converted with ToString, which throws for a Symbol.
features: [AsyncContext, Symbol]
---*/

assert.throws(TypeError, function() {
  new AsyncContext.Variable({ name: Symbol() });
}, "a Symbol");

assert.throws(TypeError, function() {
  new AsyncContext.Variable({ name: Symbol("description") });
}, "a Symbol with a description");

assert.throws(TypeError, function() {
  new AsyncContext.Variable({ name: Symbol.iterator });
}, "a well-known Symbol");

assert.throws(TypeError, function() {
  new AsyncContext.Variable({ name: Object(Symbol()) });
}, "a Symbol object, whose primitive value is a Symbol");

assert.throws(TypeError, function() {
  new AsyncContext.Variable({
    name: {
      toString: function() {
        return Symbol();
      }
    }
  });
}, "an object whose toString returns a Symbol");
