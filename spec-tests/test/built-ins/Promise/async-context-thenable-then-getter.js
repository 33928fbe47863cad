// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  The then getter of a thenable runs at the resolve call and its value in a job, both in
  the mapping of the resolve call.
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
  ctx.run('resolver', () => {
    resolve({
      get then() {
        seen.push('get ' + ctx.get());
        return onFulfilled => {
          seen.push('call ' + ctx.get());
          onFulfilled();
        };
      },
    });
  });
  assert.compareArray(seen, ['get resolver'], 'the getter runs at once');
  await promise;

  assert.compareArray(seen, ['get resolver', 'call resolver'], 'the call is made later');
});
