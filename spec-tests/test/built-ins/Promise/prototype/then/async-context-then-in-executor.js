// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A then that is called while an executor runs captures the mapping in which the promise
  is constructed.
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
  const gate = new Promise(r => { resolve = r; });
  const promise = ctx.run('constructor', () => new Promise(fulfill => {
    gate.then(() => { fulfill(ctx.get()); });
  }));
  ctx.run('resolver', () => { resolve(); });

  assert.sameValue(await promise, 'constructor', 'the mapping of the call of the executor');
});
