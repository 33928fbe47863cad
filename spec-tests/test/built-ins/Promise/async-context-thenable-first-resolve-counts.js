// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  Only the first call of a resolve function captures, a later one in another mapping
  changes nothing.
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
  const thenable = {
    then(onFulfilled) {
      seen.push(ctx.get());
      onFulfilled();
    },
  };
  let resolve, reject;
  const promise = new Promise((r, j) => {
    resolve = r;
    reject = j;
  });
  ctx.run('first', () => { resolve(thenable); });
  ctx.run('second', () => { resolve(thenable); });
  ctx.run('third', () => { reject(); });
  await promise;

  assert.compareArray(seen, ['first'], 'then is called once, in the mapping of the first call');
});
