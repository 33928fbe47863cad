// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  The overridden then of an awaited promise of a subclass is called in the mapping of
  the await.
info: |
  NewPromiseResolveThenableJob ( promiseToResolve, thenable, then )

  The then method of a thenable is called in the mapping in which the promise was
  resolved with it.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const seen = [];

class Sub extends Promise {
  then(onFulfilled, onRejected) {
    seen.push('then ' + ctx.get());
    return ctx.run('overridden', () => super.then(onFulfilled, onRejected));
  }
}

asyncTest(async function () {
  let resolve;
  const gate = ctx.run('creator', () => new Sub(r => { resolve = r; }));
  const promise = ctx.run('function', async () => {
    await gate;
    seen.push('after ' + ctx.get());
  });
  await null;
  ctx.run('resolver', () => { resolve(); });
  await promise;

  assert.compareArray(seen, ['then function', 'after function'], 'both in the mapping of the await');
});
