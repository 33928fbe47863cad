// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  A thenable that an async function returns has its then method called in the mapping of
  the function, before and after an await.
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
  let resolve;
  const gate = new Promise(r => { resolve = r; });
  const thenable = {
    then(onFulfilled) {
      onFulfilled(ctx.get());
    },
  };
  const atOnce = ctx.run('a', async function () {
    return thenable;
  });
  const later = ctx.run('b', async function () {
    await gate;
    return thenable;
  });
  const inEmpty = (async function () {
    await gate;
    return thenable;
  })();
  ctx.run('resolver', () => { resolve(); });

  assert.sameValue(await atOnce, 'a', 'returned before any await');
  assert.sameValue(await later, 'b', 'returned after an await');
  assert.sameValue(await inEmpty, 'unset', 'returned in the empty mapping');
});
