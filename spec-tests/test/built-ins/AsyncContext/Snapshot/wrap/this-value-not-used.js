// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-snapshot.wrap
description: >
  wrap works with every this value and does nothing with it
info: |
  AsyncContext.Snapshot.wrap ( fn )

  AsyncContext.Snapshot.wrap does not use its this value.
features: [AsyncContext, Proxy, Symbol, BigInt]
---*/

const wrap = AsyncContext.Snapshot.wrap;
const variable = new AsyncContext.Variable();
const forbidden = new Proxy(function() {}, new Proxy({}, {
  get(traps, trap) {
    throw new Test262Error("trap " + String(trap));
  }
}));
const snapshot = variable.run("this", () => new AsyncContext.Snapshot());
const values = [
  undefined, null, true, 1, 1n, "this", Symbol("this"), {}, function() {},
  AsyncContext, AsyncContext.Variable, snapshot, forbidden
];

for (const value of values) {
  const wrapped = variable.run("captured", () => wrap.call(value, () => variable.get()));
  assert.sameValue(Object.getPrototypeOf(wrapped), Function.prototype, "[[Prototype]]");
  assert.sameValue(wrapped(), "captured", "the mapping is the current one");
}
