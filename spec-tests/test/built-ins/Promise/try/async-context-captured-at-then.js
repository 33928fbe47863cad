// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A reaction of the promise of Promise.try has the mapping of its then call, and the
  callback that of the try call.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Each reaction captures the mapping that is current when then is called, not the one in
  which the promise settles.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Promise.try, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const promise = ctx.run('try', () => Promise.try(() => ctx.get()));
  const inRun = ctx.run('then', () => promise.then(value => [value, ctx.get()]));
  const inEmpty = promise.then(value => [value, ctx.get()]);

  assert.compareArray(await inRun, ['try', 'then'], 'a then in a run');
  assert.compareArray(await inEmpty, ['try', 'unset'], 'a then outside');
});
