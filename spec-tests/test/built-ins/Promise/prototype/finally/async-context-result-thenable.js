// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  A thenable that the callback of finally returns has its then method called in the
  mapping of the finally call.
info: |
  NewPromiseResolveThenableJob ( promiseToResolve, thenable, then )

  The then method of a thenable is called in the mapping in which the promise was
  resolved with it.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, Promise.prototype.finally]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolve, reject;
  const first = new Promise(r => { resolve = r; });
  const second = new Promise((_, r) => { reject = r; });
  const thenable = {
    then(onFulfilled) {
      seen.push(ctx.get());
      onFulfilled();
    },
  };
  const fulfilled = ctx.run('a', () => first.finally(() => thenable));
  const rejected = ctx.run('b', () => second.finally(() => thenable));
  ctx.run('settler', () => {
    resolve('value');
    reject('reason');
  });

  assert.sameValue(await fulfilled, 'value', 'the value passes');
  assert.sameValue(await rejected.catch(x => x), 'reason', 'the reason passes');
  assert.compareArray(seen, ['a', 'b'], 'each in the mapping of its finally call');
});
