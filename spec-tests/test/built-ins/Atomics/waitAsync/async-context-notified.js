// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A reaction of the promise of Atomics.waitAsync has the mapping of its then call, not
  that of the wait or of the notification.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Each reaction captures the mapping that is current when then is called, not the one in
  which the promise settles.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, Atomics.waitAsync, SharedArrayBuffer, Atomics]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const result = ctx.run('wait', () => Atomics.waitAsync(cell, 0, 0, 5000));
  assert.sameValue(result.async, true, 'there is a promise');
  const inRun = ctx.run('then', () => result.value.then(value => value + ' ' + ctx.get()));
  const inEmpty = result.value.then(value => value + ' ' + ctx.get());
  ctx.run('notify', () => { Atomics.notify(cell, 0); });

  assert.sameValue(await inRun, 'ok then', 'a then in a run');
  assert.sameValue(await inEmpty, 'ok unset', 'a then outside');
});
