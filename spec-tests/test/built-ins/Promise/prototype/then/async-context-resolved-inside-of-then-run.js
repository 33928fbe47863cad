// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A promise that is resolved in a nested run of the very run that called then does not
  see the inner value.
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
  const promise = new Promise(r => { resolve = r; });
  const seen = ctx.run('outer', () => {
    const derived = promise.then(() => ctx.get());
    ctx.run('inner', () => { resolve(); });
    return derived;
  });

  assert.sameValue(await seen, 'outer', 'the mapping of the then call');
});
