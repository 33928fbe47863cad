// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  Promise.resolve of a thenable calls the then method in the mapping of the call of
  Promise.resolve.
info: |
  NewPromiseResolveThenableJob ( promiseToResolve, thenable, then )

  The then method of a thenable is called in the mapping in which the promise was
  resolved with it.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const thenable = ctx.run('maker', () => ({
    then(onFulfilled) {
      onFulfilled(ctx.get());
    },
  }));
  const inRun = ctx.run('resolve', () => Promise.resolve(thenable));
  const inEmpty = Promise.resolve(thenable);

  assert.sameValue(await ctx.run('then', () => inRun.then(value => value)), 'resolve', 'in a run');
  assert.sameValue(await ctx.run('then', () => inEmpty.then(value => value)), 'unset', 'outside');
});
