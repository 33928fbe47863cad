// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A link without handlers does not hand on its mapping to the handlers of the next link.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  A reaction captures the mapping also when its handler is missing.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const middle = ctx.run('middle', () => promise.then());
  const inRun = ctx.run('last', () => middle.then(value => [value, ctx.get()]));
  const inEmpty = middle.then(value => [value, ctx.get()]);
  ctx.run('resolver', () => { resolve('value'); });

  assert.compareArray(await inRun, ['value', 'last'], 'the value passes, the mapping does not');
  assert.compareArray(await inEmpty, ['value', 'unset'], 'nor does it into the empty mapping');
});
