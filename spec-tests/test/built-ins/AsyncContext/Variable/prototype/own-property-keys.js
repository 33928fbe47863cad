// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-variable-prototype
description: >
  The own property keys of AsyncContext.Variable.prototype.
info: |
  The AsyncContext.Variable prototype object

  AsyncContext.Variable.prototype has no own properties but constructor, get, name, run
  and @@toStringTag.
includes: [compareArray.js]
features: [AsyncContext, Symbol.toStringTag, Reflect]
---*/

var keys = Reflect.ownKeys(AsyncContext.Variable.prototype);

assert.compareArray(
  keys.filter(function(key) { return typeof key === "string"; }).sort(),
  ["constructor", "get", "name", "run"],
  "string keys"
);
assert.compareArray(
  keys.filter(function(key) { return typeof key === "symbol"; }),
  [Symbol.toStringTag],
  "symbol keys"
);
