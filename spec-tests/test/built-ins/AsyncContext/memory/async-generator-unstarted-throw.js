// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  An async generator that was thrown into before it started is done.
info: |
  Memory

  A generator that is done keeps no mapping alive.
includes: [async-gc.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, FinalizationRegistry, WeakRef, host-gc-required, async-functions, async-iteration]
---*/

const ctx = new AsyncContext.Variable();
let ref;

async function* generate() {}

function make() {
  const value = {};
  ref = new WeakRef(value);
  return ctx.run(value, generate);
}

asyncTest(async function () {
  const generator = make();
  try { await generator.throw('thrown'); } catch (thrown) {
    assert.sameValue(thrown, 'thrown', 'it is done');
  }
  await null;
  await asyncGCDeref();

  assert.sameValue(ref.deref(), undefined, 'the value is collected');
  assert.sameValue(typeof generator.next, 'function', 'the generator is alive');
});
