// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  A promise of a run that is resolved with a thenable in the empty mapping calls the
  then method in the empty mapping.
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
  let resolve;
  const promise = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  const derived = ctx.run('then', () => promise.then(value => [value, ctx.get()]));
  resolve({
    then(onFulfilled) {
      onFulfilled(ctx.get());
    },
  });

  assert.compareArray(await derived, ['unset', 'then'], 'the then method, and the handler');
});
