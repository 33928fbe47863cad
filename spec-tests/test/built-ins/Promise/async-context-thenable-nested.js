// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  A thenable that resolves with another thenable in a run has the then method of that
  called in the mapping of that run.
info: |
  NewPromiseResolveThenableJob ( promiseToResolve, thenable, then )

  The then method of a thenable is called in the mapping in which the promise was
  resolved with it.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  const innermost = {
    then(onFulfilled) {
      seen.push(ctx.get());
      onFulfilled();
    },
  };
  const middle = {
    then(onFulfilled) {
      seen.push(ctx.get());
      onFulfilled(innermost);
    },
  };
  const outermost = {
    then(onFulfilled) {
      seen.push(ctx.get());
      ctx.run('nested', () => { onFulfilled(middle); });
    },
  };
  await ctx.run('resolver', () => Promise.resolve(outermost));

  assert.compareArray(
    seen,
    ['resolver', 'nested', 'nested'],
    'each resolve call captures anew, or hands the mapping on'
  );
});
