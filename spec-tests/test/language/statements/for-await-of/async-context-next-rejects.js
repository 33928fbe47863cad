// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A next method whose promise is rejected elsewhere throws in the mapping of the
  function.
info: |
  Await ( value )

  A value that rejects throws into the async function in the mapping that was current at
  the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.asyncIterator, async-functions, async-iteration]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let reject;
  const iterator = {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      return new Promise((_, r) => { reject = r; });
    },
  };
  const promise = ctx.run('function', async () => {
    try {
      for await (const value of iterator);
    } catch (reason) {
      return [reason, ctx.get()];
    }
  });
  ctx.run('rejecter', () => { reject('reason'); });

  assert.compareArray(await promise, ['reason', 'function'], 'the catch block');
});
