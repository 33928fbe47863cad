// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-variable-constructor
description: >
  The error of a call without new is one of the realm of the constructor.
info: |
  The AsyncContext.Variable constructor

  AsyncContext.Variable called without new throws a TypeError.
features: [AsyncContext, cross-realm]
---*/

var other = $262.createRealm().global;
var Variable = other.AsyncContext.Variable;

assert.throws(other.TypeError, function() {
  Variable();
}, "an error of the realm of the constructor");
