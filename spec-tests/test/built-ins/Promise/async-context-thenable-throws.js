// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  A then method that throws out of a run rejects the promise, whose reactions have
  mappings of their own, and so has the next job.
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
  const promise = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  const inRun = ctx.run('catch', () => promise.catch(reason => reason + ' ' + ctx.get()));
  const inEmpty = promise.catch(reason => reason + ' ' + ctx.get());
  ctx.run('resolver', () => {
    resolve({
      then() {
        const outer = ctx.get();
        ctx.run('inner', () => { throw 'thrown in ' + outer; });
      },
    });
  });
  const next = Promise.resolve().then(() => ctx.get());

  assert.sameValue(await inRun, 'thrown in resolver catch', 'a reaction of a run');
  assert.sameValue(await inEmpty, 'thrown in resolver unset', 'a reaction of the empty mapping');
  assert.sameValue(await next, 'unset', 'the job after that of the thenable');
});
