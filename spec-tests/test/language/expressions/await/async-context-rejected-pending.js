// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The catch and finally blocks around an await see the mapping of the await when what it
  awaits is rejected elsewhere.
info: |
  Await ( value )

  A value that rejects throws into the async function in the mapping that was current at
  the await.

  An async function's mapping is not that of the code that settles what it awaits.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let reject;
  const gate = ctx.run('creator', () => new Promise((_, r) => { reject = r; }));
  async function wait() {
    const seen = [];
    try {
      await gate;
    } catch (reason) {
      seen.push(reason, ctx.get());
    } finally {
      seen.push(ctx.get());
    }
    return seen;
  }
  const inRun = ctx.run('function', wait);
  const inEmpty = wait();
  ctx.run('rejecter', () => { reject('reason'); });

  assert.compareArray(await inRun, ['reason', 'function', 'function'], 'called in a run');
  assert.compareArray(await inEmpty, ['reason', 'unset', 'unset'], 'called outside');
});
