// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  A thenable that a handler returns has its then method called in the mapping of the
  reaction, where the derived promise was resolved.
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
  let resolve, reject;
  const first = new Promise(r => { resolve = r; });
  const second = new Promise((_, r) => { reject = r; });
  const thenable = {
    then(onFulfilled) {
      onFulfilled(ctx.get());
    },
  };
  const fulfilled = ctx.run('a', () => first.then(() => ctx.run('inner', () => thenable)));
  const rejected = ctx.run('b', () => second.then(null, () => thenable));
  const inEmpty = first.then(() => thenable);
  ctx.run('settler', () => {
    resolve();
    reject();
  });

  assert.sameValue(await fulfilled, 'a', 'result of a fulfil handler');
  assert.sameValue(await rejected, 'b', 'result of a reject handler');
  assert.sameValue(await inEmpty, 'unset', 'result of a handler of the empty mapping');
});
