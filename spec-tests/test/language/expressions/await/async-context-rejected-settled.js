// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  An await of a promise that is rejected already throws in the mapping of the await.
info: |
  Await ( value )

  A value that rejects throws into the async function in the mapping that was current at
  the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const rejected = ctx.run('rejecter', () => Promise.reject('reason'));
  const seen = await ctx.run('function', async () => {
    try {
      await rejected;
    } catch (reason) {
      return [reason, ctx.get()];
    }
  });

  assert.compareArray(seen, ['reason', 'function'], 'the catch block');
});
