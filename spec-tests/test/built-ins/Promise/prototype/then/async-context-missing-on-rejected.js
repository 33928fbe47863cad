// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Without a reject handler the reject function of a custom species is called in the
  mapping of the then call.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  A reaction captures the mapping also when its handler is missing.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.species, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const calls = [];

function Derived(executor) {
  executor(
    value => { calls.push('resolve', value, ctx.get()); },
    reason => { calls.push('reject', reason, ctx.get()); }
  );
}

asyncTest(async function () {
  let reject;
  const promise = ctx.run('creator', () => new Promise((_, r) => { reject = r; }));
  promise.constructor = { [Symbol.species]: Derived };
  ctx.run('then', () => { promise.then(() => {}); });
  ctx.run('rejecter', () => { reject('reason'); });
  await null;

  assert.compareArray(calls, ['reject', 'reason', 'then'], 'reject function of the species');
});
