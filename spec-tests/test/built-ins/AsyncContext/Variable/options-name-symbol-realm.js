// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable
description: >
  The error for a Symbol is one of the realm of the constructor.
info: |
  AsyncContext.Variable ( options )

  The name option is converted with ToString, which throws for a Symbol.
features: [AsyncContext, Symbol, cross-realm]
---*/

var other = $262.createRealm().global;

assert.throws(other.TypeError, function() {
  new other.AsyncContext.Variable({ name: Symbol() });
}, "an error of the realm of the constructor");
