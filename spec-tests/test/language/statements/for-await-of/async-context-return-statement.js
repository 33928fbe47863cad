// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A return statement calls the return method in the mapping of the function, of a run
  and of the empty mapping.
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
  const iterable = {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      return ctx.run('source', () => Promise.resolve({ value: 'value', done: false }));
    },
    async return() {
      seen.push(ctx.get());
      return {};
    },
  };
  async function first() {
    for await (const value of iterable) return value + ' ' + ctx.get();
  }

  assert.sameValue(await ctx.run('function', first), 'value function', 'called in a run');
  assert.sameValue(await first(), 'value unset', 'called outside');
  assert.compareArray(seen, ['function', 'unset'], 'the mapping of the return method');
});
