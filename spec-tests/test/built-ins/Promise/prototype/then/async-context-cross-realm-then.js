// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  The then of another realm captures the mapping of the agent when it is called on a
  promise of this one.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Each reaction captures the mapping that is current when then is called, not the one in
  which the promise settles.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, cross-realm, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const { then } = $262.createRealm().global.Promise.prototype;

asyncTest(async function () {
  assert.notSameValue(then, Promise.prototype.then, 'then is of the other realm');
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const inRun = ctx.run('then', () => then.call(promise, () => ctx.get()));
  const inEmpty = then.call(promise, () => ctx.get());
  ctx.run('resolver', () => { resolve(); });

  assert(inRun instanceof Promise, 'the derived promise is of this realm');
  assert.sameValue(await inRun, 'then', 'the mapping of the then call in a run');
  assert.sameValue(await inEmpty, 'unset', 'the mapping of the then call outside');
});
