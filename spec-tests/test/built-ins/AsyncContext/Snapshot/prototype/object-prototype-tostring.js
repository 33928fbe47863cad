// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-properties-of-asynccontext-snapshot-prototype
description: >
  Object.prototype.toString finds the tag of a snapshot on the prototype only
info: |
  The AsyncContext.Snapshot prototype object

  AsyncContext.Snapshot.prototype[@@toStringTag] is "AsyncContext.Snapshot",
  not writable, not enumerable and configurable.
features: [AsyncContext, Symbol.toStringTag]
---*/

const toString = Object.prototype.toString;
const snapshot = new AsyncContext.Snapshot();

assert.sameValue(toString.call(snapshot), "[object AsyncContext.Snapshot]", "a snapshot");
assert.sameValue(
  toString.call(AsyncContext.Snapshot.prototype),
  "[object AsyncContext.Snapshot]",
  "the prototype object"
);
assert.sameValue(
  Object.prototype.hasOwnProperty.call(snapshot, Symbol.toStringTag),
  false,
  "a snapshot has no own tag"
);

delete AsyncContext.Snapshot.prototype[Symbol.toStringTag];
assert.sameValue(toString.call(snapshot), "[object Object]", "there is no built-in tag behind it");
