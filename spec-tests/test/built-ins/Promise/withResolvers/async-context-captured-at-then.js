// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Neither Promise.withResolvers nor its functions capture anything, the then call does.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Each reaction captures the mapping that is current when then is called, not the one in
  which the promise settles.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, promise-with-resolvers, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const first = ctx.run('withResolvers', () => Promise.withResolvers());
  const second = ctx.run('withResolvers', () => Promise.withResolvers());
  const fulfilled = ctx.run('then', () => first.promise.then(() => ctx.get()));
  const rejected = second.promise.then(null, () => ctx.get());
  ctx.run('resolver', () => { first.resolve(); });
  ctx.run('rejecter', () => { second.reject(); });

  assert.sameValue(await fulfilled, 'then', 'the mapping of the then call in a run');
  assert.sameValue(await rejected, 'unset', 'the mapping of the then call outside');
});
