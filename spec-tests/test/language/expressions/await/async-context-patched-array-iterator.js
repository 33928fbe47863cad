// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A replaced iterator of arrays is called neither by a run with arguments nor by an
  await or a then.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.iterator, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const original = Array.prototype[Symbol.iterator];

asyncTest(async function () {
  await null; // asyncTest may call then of the promise of this function.
  let calls = 0;
  let result;
  Array.prototype[Symbol.iterator] = () => { calls++; };
  try {
    const promise = ctx.run('function', async (x, y) => {
      await null;
      return x + y + ctx.get();
    }, 'x', 'y ');
    result = await ctx.run('then', () => promise.then(value => value + ' ' + ctx.get()));
  } finally {
    Array.prototype[Symbol.iterator] = original;
  }

  assert.sameValue(result, 'xy function then', 'the arguments and the mappings');
  assert.sameValue(calls, 0, 'no call of the replacement');
});
