// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A value of a sync iterator that is rejected elsewhere is caught in the mapping of the
  function, and the iterator is not closed in another one.
info: |
  Await ( value )

  A value that rejects throws into the async function in the mapping that was current at
  the await.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.iterator, async-functions, async-iteration]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const closed = [];
  let reject;
  const iterable = {
    [Symbol.iterator]() {
      return this;
    },
    next() {
      return { value: new Promise((_, r) => { reject = r; }), done: false };
    },
    return() {
      closed.push(ctx.get());
      return {};
    },
  };
  const promise = ctx.run('function', async () => {
    try {
      for await (const value of iterable);
    } catch (reason) {
      return reason + ' ' + ctx.get();
    }
  });
  ctx.run('rejecter', () => { reject('reason'); });

  assert.sameValue(await promise, 'reason function', 'the catch block');
  assert(closed.every(value => value === 'function'), 'the mapping of the return method, if it is called');
});
