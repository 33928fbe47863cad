// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  The mapping that a snapshot holds does not show as properties of it
info: |
  The AsyncContext.Snapshot constructor

  A snapshot holds the mapping that is current at its construction.
includes: [compareArray.js]
features: [AsyncContext, Reflect]
---*/

const variable = new AsyncContext.Variable({ name: "variable" });

const snapshot = variable.run("value", function() {
  return new AsyncContext.Snapshot();
});

assert.compareArray(Reflect.ownKeys(snapshot), [], "own property keys");
assert.sameValue(JSON.stringify(snapshot), "{}", "JSON");
assert.sameValue(Object.isExtensible(snapshot), true, "a snapshot is extensible");

Object.freeze(snapshot);
assert.sameValue(snapshot.run(() => variable.get()), "value", "the mapping of a frozen snapshot");

assert.throws(TypeError, function () {
  for (var entry of snapshot) {
    throw new Test262Error("listed " + entry);
  }
}, "a snapshot is not iterable");
