// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  The then method of a thenable is called in the mapping of the call of the resolve
  function, not in that of the creator or of a reaction.
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
  let resolve;
  const promise = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  const thenable = ctx.run('maker', () => ({
    then(onFulfilled) {
      seen.push('then ' + ctx.get());
      onFulfilled();
    },
  }));
  const derived = ctx.run('then', () => promise.then(() => { seen.push('handler ' + ctx.get()); }));
  ctx.run('resolver', () => { resolve(thenable); });
  assert.sameValue(seen.length, 0, 'then is called in a job');
  await derived;

  assert.compareArray(seen, ['then resolver', 'handler then'], 'each in its own mapping');
});
