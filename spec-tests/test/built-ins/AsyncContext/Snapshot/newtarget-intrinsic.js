// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot-constructor
description: >
  With a built-in constructor as newTarget the object has the prototype of
  that constructor and is a snapshot
info: |
  The AsyncContext.Snapshot constructor

  The snapshot is made with the prototype of newTarget, falling back to the
  intrinsic of the realm of newTarget.
features: [AsyncContext, Reflect.construct]
---*/

const snapshot = Reflect.construct(AsyncContext.Snapshot, [], Array);
assert.sameValue(Object.getPrototypeOf(snapshot), Array.prototype, "prototype of Array");
assert.sameValue(Array.isArray(snapshot), false, "it is not an array");
assert.sameValue(
  AsyncContext.Snapshot.prototype.run.call(snapshot, () => "called"),
  "called",
  "it is a snapshot"
);

const object = Reflect.construct(Object, [], AsyncContext.Snapshot);
assert.sameValue(
  Object.getPrototypeOf(object),
  AsyncContext.Snapshot.prototype,
  "the reverse inherits from AsyncContext.Snapshot.prototype"
);
assert.throws(TypeError, function() {
  object.run(function() {});
}, "but it is not a snapshot");
