// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A promise of another realm captures the mapping of the agent when then is called on
  it.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Each reaction captures the mapping that is current when then is called, not the one in
  which the promise settles.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, cross-realm, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const other = $262.createRealm().global;

asyncTest(async function () {
  let resolve;
  const promise = ctx.run('creator', () => new other.Promise(r => { resolve = r; }));
  assert.notSameValue(promise.then, Promise.prototype.then, 'then is of the other realm');
  const theirs = ctx.run('their then', () => promise.then(() => ctx.get()));
  const ours = ctx.run('our then', () =>
    Promise.prototype.then.call(promise, () => ctx.get()));
  ctx.run('resolver', () => { resolve(); });

  assert.sameValue(await theirs, 'their then', 'then of the other realm');
  assert.sameValue(await ours, 'our then', 'then of this realm on a promise of the other');
});
