// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A sync iterable of promises is stepped in the mapping of the call of Array.fromAsync,
  though the promises are settled elsewhere.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.iterator, Array.fromAsync, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  const resolvers = [];
  const promises = [0, 1].map(() =>
    ctx.run('creator', () => new Promise(r => { resolvers.push(r); })));
  const iterable = {
    [Symbol.iterator]() {
      let i = 0;
      return {
        next() {
          seen.push(ctx.get());
          return { value: promises[i], done: i++ === 2 };
        },
      };
    },
  };
  const list = ctx.run('call', () => Array.fromAsync(iterable));
  for (let i = 0; i < 2; i++) {
    while (seen.length <= i) await null;
    ctx.run('resolver', () => { resolvers[i](i); });
  }

  assert.compareArray(await list, [0, 1], 'the values of the promises');
  assert.compareArray(seen, ['call', 'call', 'call'], 'the mapping of the call at each step');
});
