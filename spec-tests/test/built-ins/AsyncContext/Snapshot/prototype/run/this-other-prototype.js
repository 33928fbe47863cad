// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.prototype.run
description: >
  What counts is the mapping in the object; nothing is looked up on it
info: |
  AsyncContext.Snapshot.prototype.run ( func, ...args )

  AsyncContext.Snapshot.prototype.run throws a TypeError unless this is an
  AsyncContext.Snapshot.
features: [AsyncContext, Proxy]
---*/

const run = AsyncContext.Snapshot.prototype.run;
const variable = new AsyncContext.Variable();
const snapshot = variable.run("captured", () => new AsyncContext.Snapshot());
const read = () => variable.get();

Object.setPrototypeOf(snapshot, null);
assert.sameValue(run.call(snapshot, read), "captured", "a snapshot without prototype");

Object.setPrototypeOf(snapshot, new Proxy({}, {
  get(target, key) {
    throw new Test262Error("read " + String(key));
  },
  has(target, key) {
    throw new Test262Error("looked for " + String(key));
  }
}));
assert.sameValue(run.call(snapshot, read), "captured", "a snapshot that inherits from a Proxy");
