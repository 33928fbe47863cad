// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A reaction of the empty mapping stays there although its promise is made and settled
  inside of runs.
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
  let resolve, reject;
  const first = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  const second = ctx.run('creator', () => new Promise((_, r) => { reject = r; }));
  const fulfilled = first.then(() => ctx.get());
  const rejected = second.then(() => 'fulfilled', () => ctx.get());
  ctx.run('resolver', () => { resolve(); });
  ctx.run('rejecter', () => { reject(); });

  assert.sameValue(await fulfilled, 'unset', 'the fulfil handler has the empty mapping');
  assert.sameValue(await rejected, 'unset', 'the reject handler has the empty mapping');
});
