// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  The TypeError of a call without new is one of the realm of the constructor
info: |
  The AsyncContext.Snapshot constructor

  AsyncContext.Snapshot called without new throws a TypeError.
features: [AsyncContext, cross-realm]
---*/

const other = $262.createRealm().global;

assert.throws(other.TypeError, function() {
  other.AsyncContext.Snapshot();
}, "the constructor of the other realm throws a TypeError of that realm");
