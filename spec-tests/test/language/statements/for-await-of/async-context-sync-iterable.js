// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A loop over a sync iterable of promises and thenables runs in the mapping of the
  function, and so do the then methods.
info: |
  Await ( value )

  Await captures in every construct that awaits: for await, await using, async
  generators and top-level await.

  An async function's mapping is not that of the code that settles what it awaits.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolve;
  const pending = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  const thenable = ctx.run('maker', () => ({
    then(onFulfilled) {
      onFulfilled('then in ' + ctx.get());
    },
  }));
  const promise = ctx.run('function', async () => {
    for await (const value of [pending, thenable, 'plain']) seen.push(value + ', ' + ctx.get());
    seen.push(ctx.get());
  });
  await null;
  ctx.run('resolver', () => { resolve('pending'); });
  await promise;

  assert.compareArray(
    seen,
    ['pending, function', 'then in function, function', 'plain, function', 'function'],
    'all in the mapping of the function'
  );
});
