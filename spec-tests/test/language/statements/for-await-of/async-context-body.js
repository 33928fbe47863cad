// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The methods of the iterator and the body of the loop run in the mapping of the
  function, though the promises are settled elsewhere.
info: |
  Await ( value )

  Await captures in every construct that awaits: for await, await using, async
  generators and top-level await.

  An async function's mapping is not that of the code that settles what it awaits.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.asyncIterator, async-functions, async-iteration]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolve;
  let count = 0;
  const iterable = ctx.run('maker', () => ({
    [Symbol.asyncIterator]() {
      seen.push('iterator ' + ctx.get());
      return this;
    },
    next() {
      seen.push('next ' + ctx.get());
      return new Promise(r => {
        resolve = () => { r({ value: count, done: count++ === 2 }); };
      });
    },
  }));
  const promise = ctx.run('function', async () => {
    for await (const value of iterable) seen.push(value + ' ' + ctx.get());
    seen.push('after ' + ctx.get());
  });
  for (let i = 0; i < 3; i++) {
    ctx.run('resolver', () => { resolve(); });
    await null;
  }
  await promise;

  assert.compareArray(seen, [
    'iterator function',
    'next function', '0 function',
    'next function', '1 function',
    'next function', 'after function',
  ], 'all in the mapping of the function');
});
