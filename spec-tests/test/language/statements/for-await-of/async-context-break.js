// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A break calls the return method in the mapping of the function, and the code after the
  loop sees that too.
info: |
  Await ( value )

  Await captures in every construct that awaits: for await, await using, async
  generators and top-level await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.asyncIterator, async-functions, async-iteration]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolve;
  const iterator = {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      return Promise.resolve({ value: 'value', done: false });
    },
    return() {
      seen.push('return ' + ctx.get());
      return new Promise(r => { resolve = r; });
    },
  };
  const promise = ctx.run('function', async () => {
    for await (const value of iterator) break;
    seen.push('after ' + ctx.get());
  });
  while (!resolve) await null;
  ctx.run('resolver', () => { resolve({}); });
  await promise;

  assert.compareArray(seen, ['return function', 'after function'], 'both in the mapping of the function');
});
