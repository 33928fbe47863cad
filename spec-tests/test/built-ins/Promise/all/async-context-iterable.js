// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  Promise.all steps its iterable in the mapping of the call, not in that of the creation
  of the iterable.
info: |
  Built-in iterators

  A built-in iterator captures nothing: what it calls runs in the mapping of the caller
  of next.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.iterator, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let count = 0;
  const iterable = ctx.run('creator', () => ({
    [Symbol.iterator]() {
      seen.push('iterator ' + ctx.get());
      return {
        next() {
          seen.push('next ' + ctx.get());
          return { value: count, done: count++ === 1 };
        },
      };
    },
  }));
  const list = await ctx.run('all', () => Promise.all(iterable));

  assert.compareArray(list, [0], 'the values of the iterable');
  assert.compareArray(seen, ['iterator all', 'next all', 'next all'], 'the mapping of the call');
});
