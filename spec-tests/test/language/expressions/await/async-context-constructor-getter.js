// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The constructor of an awaited promise is read in the mapping of the await, and a read
  that throws does so there.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.

  A value that rejects throws into the async function in the mapping that was current at
  the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  const fine = ctx.run('creator', () => Promise.resolve());
  Object.defineProperty(fine, 'constructor', {
    get() {
      seen.push('read ' + ctx.get());
      return Promise;
    },
  });
  const broken = ctx.run('creator', () => Promise.resolve());
  Object.defineProperty(broken, 'constructor', {
    get() {
      ctx.run('getter', () => { throw 'thrown'; });
    },
  });
  await ctx.run('function', async () => {
    await fine;
    seen.push('after ' + ctx.get());
    try {
      await broken;
    } catch (error) {
      seen.push(error + ' ' + ctx.get());
    }
  });

  assert.compareArray(
    seen,
    ['read function', 'after function', 'thrown function'],
    'all in the mapping of the async function'
  );
});
