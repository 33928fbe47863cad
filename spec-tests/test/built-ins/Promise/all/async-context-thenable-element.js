// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  The then method of an element that is a thenable is called in a job in the mapping of
  the call of the combinator.
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
  const thenable = ctx.run('creator', () => ({
    then(onFulfilled) {
      onFulfilled(ctx.get());
    },
  }));
  const inRun = ctx.run('all', () => Promise.all([thenable, 'value', thenable]));
  const inEmpty = Promise.all([thenable]);

  assert.compareArray(await inRun, ['all', 'value', 'all'], 'a call in a run');
  assert.compareArray(await inEmpty, ['unset'], 'a call in the empty mapping');
});
