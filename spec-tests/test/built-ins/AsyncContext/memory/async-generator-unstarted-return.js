// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asynccontext-memory
description: >
  No body of an async generator will run that is returned from before it started, also while the
  value is awaited.
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
  generator.return(new Promise(() => {}));
  await null;
  await asyncGCDeref();

  assert.sameValue(ref.deref(), undefined, 'the value is collected');
  assert.sameValue(typeof generator.next, 'function', 'the generator is alive');
});
