// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-object
description: >
  Snapshots go on working when AsyncContext.Snapshot was replaced and deleted.
info: |
  The AsyncContext object

  AsyncContext.Snapshot is writable, not enumerable and configurable.
features: [AsyncContext]
---*/

var wrap = AsyncContext.Snapshot.wrap;
var variable = new AsyncContext.Variable();
var snapshot = variable.run(1, function() {
  return new AsyncContext.Snapshot();
});
var get = function() {
  return variable.get();
};

AsyncContext.Snapshot = function() {
  throw new Test262Error("the replacement is not called");
};
assert.sameValue(snapshot.run(get), 1, "run works after the replacement");

assert.sameValue(delete AsyncContext.Snapshot, true, "the property can be deleted");
assert.sameValue("Snapshot" in AsyncContext, false, "the property is gone");
assert.sameValue(snapshot.run(get), 1, "run works after the deletion");
assert.sameValue(variable.run(2, function() {
  return wrap(get);
})(), 2, "wrap works after the deletion");
