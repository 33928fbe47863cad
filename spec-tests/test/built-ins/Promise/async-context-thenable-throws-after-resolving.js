// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  A then method that resolves in a run and throws afterwards is ignored by the reject
  function, and what it resolved with keeps its mapping.
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
  const promise = ctx.run('resolver', () => Promise.resolve({
    then(onFulfilled) {
      ctx.run('inner', () => {
        onFulfilled({
          then(resolve) {
            resolve(ctx.get());
          },
        });
      });
      throw new Test262Error('ignored');
    },
  }));

  assert.sameValue(await promise, 'inner', 'the promise follows the second thenable');
});
