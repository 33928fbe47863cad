// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A then getter on Array.prototype, which the resolve function of the result reads from
  the list, sees the mapping of the call.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  The Promise combinators capture through the then that they call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolve;
  const element = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  const all = ctx.run('all', () => Promise.all([element]));
  Object.defineProperty(Array.prototype, 'then', {
    configurable: true,
    get() {
      seen.push(ctx.get());
    },
  });
  try {
    ctx.run('resolver', () => { resolve(); });
    await all;
  } finally {
    delete Array.prototype.then;
  }

  assert.compareArray(seen, ['all'], 'then of the list is read in the mapping of the call');
});
