// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A run that was over before an await, also by a throw, does not show after it.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, optional-catch-binding]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = await ctx.run('function', async () => {
    const list = [];
    await ctx.run('operand', () => null);
    list.push(ctx.get());
    try {
      ctx.run('throws', () => { throw 'thrown'; });
    } catch {
      await null;
    }
    list.push(ctx.get());
    await ctx.run('operand', () => Promise.resolve());
    list.push(ctx.get());
    return list;
  });

  assert.compareArray(seen, ['function', 'function', 'function'], 'after each await');
});
