// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Without a fulfil handler the resolve function of a custom species is called in the
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
  let resolve;
  const promise = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  promise.constructor = { [Symbol.species]: Derived };
  ctx.run('then', () => { promise.then(undefined, () => {}); });
  ctx.run('resolver', () => { resolve('value'); });
  await null;

  assert.compareArray(calls, ['resolve', 'value', 'then'], 'resolve function of the species');
});
