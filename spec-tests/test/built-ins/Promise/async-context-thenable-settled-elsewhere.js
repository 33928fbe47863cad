// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  A promise that follows another one, which is settled later in a further mapping, has
  its reactions in mappings of their own.
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
  let resolve, resolveInner;
  const inner = ctx.run('inner', () => new Promise(r => { resolveInner = r; }));
  const promise = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  const seen = [];
  inner.then = function (onFulfilled, onRejected) {
    seen.push(ctx.get());
    return Promise.prototype.then.call(this, onFulfilled, onRejected);
  };
  const inRun = ctx.run('then', () => promise.then(() => ctx.get()));
  const inEmpty = promise.then(() => ctx.get());
  ctx.run('resolver', () => { resolve(inner); });
  await null;
  ctx.run('resolver of inner', () => { resolveInner(); });

  assert.sameValue(await inRun, 'then', 'a reaction of a run');
  assert.sameValue(await inEmpty, 'unset', 'a reaction of the empty mapping');
  assert.compareArray(seen, ['resolver'], 'then of the inner promise is called in the mapping of the resolve call');
});
