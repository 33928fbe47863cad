// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  An await of a settled promise and of a value that is no promise goes on in the mapping
  of the await.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const settled = ctx.run('creator', () => Promise.resolve(1));
  const values = [settled, undefined, null, 'string', 0, Symbol('s'), {}, () => {}];
  for (const value of values) {
    const seen = await ctx.run('function', async () => {
      await value;
      return ctx.get();
    });
    assert.sameValue(seen, 'function', 'awaited value of type ' + typeof value);
  }

  assert.sameValue(ctx.get(), 'unset', 'the awaiting code outside is in the empty mapping');
});
