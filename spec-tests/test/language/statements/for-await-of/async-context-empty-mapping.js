// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A loop of the empty mapping stays there although each promise of the iterator is
  resolved in a run.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.asyncIterator, async-functions, async-iteration]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let count = 0;
  const iterator = {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      return ctx.run('next', () => Promise.resolve({ value: count, done: count++ === 2 }));
    },
  };
  for await (const value of iterator) {
    ctx.run('body', () => {});
    seen.push(value + ' ' + ctx.get());
  }
  seen.push('after ' + ctx.get());

  assert.compareArray(seen, ['0 unset', '1 unset', 'after unset'], 'each turn, and after the loop');
});
