// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-snapshot-prototype
description: >
  The own property keys of AsyncContext.Snapshot.prototype.
info: |
  The AsyncContext.Snapshot prototype object

  AsyncContext.Snapshot.prototype has no own properties but constructor, run and
  @@toStringTag.
includes: [compareArray.js]
features: [AsyncContext, Symbol.toStringTag, Reflect]
---*/

const keys = Reflect.ownKeys(AsyncContext.Snapshot.prototype);

assert.compareArray(
  keys.filter(key => typeof key === "string").sort(),
  ["constructor", "run"],
  "string keys"
);
assert.compareArray(
  keys.filter(key => typeof key === "symbol"),
  [Symbol.toStringTag],
  "symbol keys"
);
