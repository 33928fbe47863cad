// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Every link of a chain has the mapping of its own then call and not that of the link
  before it.
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
  const add = list => list.concat(ctx.get());
  const first = ctx.run('first', () => promise.then(add));
  const second = first.then(add);
  const third = ctx.run('third', () => second.then(add));
  ctx.run('resolver', () => { resolve([]); });

  assert.compareArray(await third, ['first', 'unset', 'third'], 'one mapping for each link');
});
