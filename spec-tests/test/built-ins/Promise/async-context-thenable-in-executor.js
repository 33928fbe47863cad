// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  A promise that its executor resolves with a thenable calls the then method in the
  mapping of the construction.
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
  const thenable = {
    then(onFulfilled) {
      onFulfilled(ctx.get());
    },
  };
  const plain = ctx.run('constructor', () => new Promise(resolve => { resolve(thenable); }));
  const nested = ctx.run('constructor', () => new Promise(resolve => {
    ctx.run('inner', () => { resolve(thenable); });
  }));

  assert.sameValue(await plain, 'constructor', 'the mapping of the executor');
  assert.sameValue(await nested, 'inner', 'the mapping of the run in the executor');
});
