// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  The then method of an awaited thenable is called in a job in the mapping of the await,
  and the function goes on in that too.
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
  const thenable = ctx.run('maker', () => ({
    then(onFulfilled) {
      seen.push('then ' + ctx.get());
      ctx.run('inner', () => { onFulfilled(); });
    },
  }));
  const promise = ctx.run('function', async () => {
    await thenable;
    seen.push('after ' + ctx.get());
  });
  assert.sameValue(seen.length, 0, 'then is called in a job');
  await promise;

  assert.compareArray(seen, ['then function', 'after function'], 'both in the mapping of the await');
});
