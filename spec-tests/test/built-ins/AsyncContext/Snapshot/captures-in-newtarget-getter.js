// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  A run that ends within the getter of newTarget.prototype does not change
  what is captured
info: |
  The AsyncContext.Snapshot constructor

  A snapshot holds the mapping that is current at its construction.

  The snapshot is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, Reflect.construct]
---*/

const variable = new AsyncContext.Variable();
let seen;
const newTarget = Object.defineProperty(function() {}.bind(), "prototype", {
  get() {
    seen = variable.get();
    return variable.run("getter", () => AsyncContext.Snapshot.prototype);
  }
});

const snapshot = variable.run("construction", function() {
  return Reflect.construct(AsyncContext.Snapshot, [], newTarget);
});

assert.sameValue(seen, "construction", "the getter runs in the mapping of the construction");
assert.sameValue(snapshot.run(() => variable.get()), "construction", "value in the snapshot");
