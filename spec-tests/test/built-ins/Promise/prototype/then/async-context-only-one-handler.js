// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A handler has the mapping of the then call also when the other handler is missing, and
  the reaction takes the path without it.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  A reaction captures the mapping also when its handler is missing.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let resolve, reject;
  const first = new Promise(r => { resolve = r; });
  const second = new Promise((_, r) => { reject = r; });
  const handler = value => value + ' ' + ctx.get();
  const fulfilled = ctx.run('a', () => first.then(handler));
  const rejected = ctx.run('b', () => second.then(null, handler));
  const passedValue = ctx.run('c', () => first.then(null, handler));
  const passedReason = ctx.run('d', () => second.then(handler));
  const caught = ctx.run('e', () => passedReason.then(undefined, handler));
  ctx.run('settler', () => {
    resolve('value');
    reject('reason');
  });

  assert.sameValue(await fulfilled, 'value a', 'only a fulfil handler');
  assert.sameValue(await rejected, 'reason b', 'only a reject handler');
  assert.sameValue(await passedValue, 'value', 'the value passes by the reject handler');
  assert.sameValue(await caught, 'reason e', 'the reason passes by the fulfil handler');
});
