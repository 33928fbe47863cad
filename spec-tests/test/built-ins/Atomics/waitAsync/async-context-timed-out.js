// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  An async function that awaits the promise of an Atomics.waitAsync goes on in its own
  mapping when the wait times out.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, Atomics.waitAsync, SharedArrayBuffer, Atomics]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const result = ctx.run('wait', () => Atomics.waitAsync(cell, 0, 0, 5));
  const seen = await ctx.run('function', async () => [await result.value, ctx.get()]);

  assert.compareArray(seen, ['timed-out', 'function'], 'the result and the mapping after the await');
});
