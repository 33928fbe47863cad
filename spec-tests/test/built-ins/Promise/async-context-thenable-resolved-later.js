// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  The resolve function that a thenable was given captures the mapping of its call, when
  it is called later with a thenable.
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
  let later;
  const promise = ctx.run('resolver', () => Promise.resolve({
    then(onFulfilled) {
      seen.push(ctx.get());
      later = onFulfilled;
    },
  }));
  await null;
  ctx.run('later', () => {
    later({
      then(onFulfilled) {
        seen.push(ctx.get());
        onFulfilled('done');
      },
    });
  });

  assert.sameValue(await promise, 'done', 'the promise follows the second thenable');
  assert.compareArray(seen, ['resolver', 'later'], 'each in the mapping of its resolve call');
});
