// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  An await of a promise calls no then of the program, neither a patched nor an own one,
  and captures by itself.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const original = Promise.prototype.then;

asyncTest(async function () {
  await null; // asyncTest may call then of the promise of this function.
  let resolve;
  let calls = 0;
  const gate = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  function patched(onFulfilled, onRejected) {
    calls++;
    return ctx.run('patched', () => original.call(this, onFulfilled, onRejected));
  }
  gate.then = patched;
  let seen;
  Promise.prototype.then = patched;
  try {
    const promise = ctx.run('function', async () => {
      await gate;
      return ctx.get();
    });
    ctx.run('resolver', () => { resolve(); });
    seen = await promise;
  } finally {
    Promise.prototype.then = original;
  }

  assert.sameValue(seen, 'function', 'the mapping of the await');
  assert.sameValue(calls, 0, 'no call of the patched then');
});
