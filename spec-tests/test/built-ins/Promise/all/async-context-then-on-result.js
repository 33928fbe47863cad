// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A reaction of the promise of a combinator has the mapping of its own then, not that of
  the call of the combinator.
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
  const element = new Promise(r => { resolve = r; });
  const all = ctx.run('all', () => Promise.all([element]));
  const inRun = ctx.run('then', () => all.then(() => ctx.get()));
  const inEmpty = all.then(() => ctx.get());
  ctx.run('resolver', () => { resolve(); });

  assert.sameValue(await inRun, 'then', 'the mapping of the then call in a run');
  assert.sameValue(await inEmpty, 'unset', 'the mapping of the then call outside');
});
