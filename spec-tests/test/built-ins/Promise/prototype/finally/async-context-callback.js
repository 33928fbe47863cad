// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  The callback of finally sees the mapping of the finally call, for a fulfilled and for
  a rejected promise.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Promise.prototype.catch and Promise.prototype.finally capture through then.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Promise.prototype.finally, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolve, reject;
  const first = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  const second = ctx.run('creator', () => new Promise((_, r) => { reject = r; }));
  const callback = (...args) => { seen.push(args.length + ' ' + ctx.get()); };
  const fulfilled = ctx.run('a', () => first.finally(callback));
  const rejected = ctx.run('b', () => second.finally(callback));
  const inEmpty = first.finally(callback);
  ctx.run('settler', () => {
    resolve('value');
    reject('reason');
  });

  assert.sameValue(await fulfilled, 'value', 'the value passes');
  assert.sameValue(await rejected.catch(reason => reason), 'reason', 'the reason passes');
  await inEmpty;
  assert.compareArray(seen, ['0 a', '0 unset', '0 b'], 'each callback in the mapping of its call');
});
