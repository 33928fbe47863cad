// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  The prototype of a newTarget that is not a subclass is used, and the object
  is still a snapshot
info: |
  The AsyncContext.Snapshot constructor

  The snapshot is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, Reflect.construct]
---*/

const variable = new AsyncContext.Variable();
const prototype = {};
function NewTarget() {
  throw new Test262Error("newTarget must not be called");
}
NewTarget.prototype = prototype;

const snapshot = variable.run("captured", function() {
  return Reflect.construct(AsyncContext.Snapshot, [], NewTarget);
});

assert.sameValue(Object.getPrototypeOf(snapshot), prototype, "prototype of newTarget");
assert.sameValue(
  AsyncContext.Snapshot.prototype.run.call(snapshot, () => variable.get()),
  "captured",
  "the object has the captured mapping"
);
