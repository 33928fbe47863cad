// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A fulfil handler of a pending promise sees the mapping of the then call, not that of
  the creator or of the resolver.
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
  let resolve;
  const promise = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  const handler = ctx.run('maker of the handler', () => () => ctx.get());
  const seen = ctx.run('then', () => promise.then(handler));
  ctx.run('resolver', () => { resolve(); });

  assert.sameValue(await seen, 'then', 'the mapping of the then call');
});
