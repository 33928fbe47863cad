// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  The own property keys of AsyncContext.
info: |
  The AsyncContext object

  AsyncContext has no own properties but Variable, Snapshot and @@toStringTag.
features: [AsyncContext, Symbol.toStringTag, Reflect]
---*/

var keys = Reflect.ownKeys(AsyncContext);

assert.sameValue(keys.length, 3, "number of keys");
assert(keys.includes("Variable"), "Variable");
assert(keys.includes("Snapshot"), "Snapshot");
assert(keys.includes(Symbol.toStringTag), "@@toStringTag");
