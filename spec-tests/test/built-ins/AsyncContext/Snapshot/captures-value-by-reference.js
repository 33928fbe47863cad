// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  The values in a snapshot are the values that were set, not copies
info: |
  The AsyncContext.Snapshot constructor

  A snapshot holds the mapping that is current at its construction.
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable();
const value = { count: 1 };

const snapshot = variable.run(value, function() {
  return new AsyncContext.Snapshot();
});
value.count = 2;

snapshot.run(function() {
  assert.sameValue(variable.get(), value, "the same object");
  assert.sameValue(variable.get().count, 2, "a later change of the object shows");
});
