// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The next and return methods of a sync iterator are called in the mapping of the
  function, though the values are settled elsewhere.
info: |
  Await ( value )

  Await captures in every construct that awaits: for await, await using, async
  generators and top-level await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.iterator, async-functions, async-iteration]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolve;
  const iterable = ctx.run('maker', () => ({
    [Symbol.iterator]() {
      seen.push('iterator ' + ctx.get());
      return this;
    },
    next() {
      seen.push('next ' + ctx.get());
      return { value: new Promise(r => { resolve = r; }), done: false };
    },
    return() {
      seen.push('return ' + ctx.get());
      return {};
    },
  }));
  const promise = ctx.run('function', async () => {
    let count = 0;
    for await (const value of iterable) {
      seen.push('body ' + ctx.get());
      if (++count === 2) break;
    }
    seen.push('after ' + ctx.get());
  });
  for (let i = 0; i < 2; i++) {
    while (seen.filter(x => x.startsWith('next')).length <= i) await null;
    ctx.run('resolver', () => { resolve(); });
  }
  await promise;

  assert.compareArray(seen, [
    'iterator function',
    'next function', 'body function',
    'next function', 'body function',
    'return function', 'after function',
  ], 'all in the mapping of the function');
});
