// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A reject handler of a pending promise sees the mapping of the then call, not that in
  which it is rejected.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Each reaction captures the mapping that is current when then is called, not the one in
  which the promise settles.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let reject;
  const promise = ctx.run('creator', () => new Promise((_, r) => { reject = r; }));
  const seen = ctx.run('then', () => promise.then(
    () => 'fulfilled',
    reason => reason + ' ' + ctx.get()
  ));
  ctx.run('rejecter', () => { reject('reason'); });

  assert.sameValue(await seen, 'reason then', 'the mapping of the then call');
});
