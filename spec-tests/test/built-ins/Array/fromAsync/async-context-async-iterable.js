// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The methods of an async iterator are called in the mapping of the call of
  Array.fromAsync, though the promises are settled elsewhere.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.

  An async function's mapping is not that of the code that settles what it awaits.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.asyncIterator, Array.fromAsync, async-functions]
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
  const promise = ctx.run('call', () => Array.fromAsync(iterable));
  for (let i = 0; i < 3; i++) {
    while (seen.length < i + 2) await null;
    ctx.run('resolver', () => { resolve(); });
  }

  assert.compareArray(await promise, [0, 1], 'the values of the iterator');
  assert.compareArray(
    seen,
    ['iterator call', 'next call', 'next call', 'next call'],
    'all in the mapping of the call'
  );
});
