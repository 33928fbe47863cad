// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The elements of an array-like are read, and thenables among them called, in the
  mapping of the call of Array.fromAsync.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Array.fromAsync, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  const thenable = {
    then(onFulfilled) {
      ctx.run('then', () => { onFulfilled(ctx.get()); });
      seen.push('then ' + ctx.get());
    },
  };
  const arrayLike = {
    length: 2,
    get 0() {
      seen.push('0 ' + ctx.get());
      return thenable;
    },
    get 1() {
      seen.push('1 ' + ctx.get());
      return thenable;
    },
  };
  const list = await ctx.run('call', () => Array.fromAsync(arrayLike));

  assert.compareArray(list, ['then', 'then'], 'the values of the thenables');
  assert.compareArray(
    seen,
    ['0 call', 'then call', '1 call', 'then call'],
    'the mapping of the call for each element, also after a thenable resolved in a run'
  );
});
