// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A reject handler that is added to a rejected promise sees the mapping of the then
  call.
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
  const promise = ctx.run('creator', () => Promise.reject('reason'));
  const inRun = ctx.run('then', () => promise.then(undefined, () => ctx.get()));
  const inEmpty = promise.then(undefined, () => ctx.get());

  assert.sameValue(await inRun, 'then', 'the mapping of the then call inside of a run');
  assert.sameValue(await inEmpty, 'unset', 'the mapping of the then call outside of any run');
});
