// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A value of undefined that was set is captured as such and is not taken for a variable
  that is not set.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Each reaction captures the mapping that is current when then is called, not the one in
  which the promise settles.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const seen = ctx.run(undefined, () => promise.then(() => [ctx.get()]));
  ctx.run('resolver', () => { resolve(); });

  assert.compareArray(await seen, [undefined], 'undefined is the value of the variable');
});
