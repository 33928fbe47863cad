// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A catch on a promise that is fulfilled passes the value to the species in the mapping
  of the catch call.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Promise.prototype.catch and Promise.prototype.finally capture through then.

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
  const promise = new Promise(r => { resolve = r; });
  promise.constructor = { [Symbol.species]: Derived };
  ctx.run('catch', () => { promise.catch(() => { calls.push('handler'); }); });
  ctx.run('resolver', () => { resolve('value'); });
  await null;

  assert.compareArray(calls, ['resolve', 'value', 'catch'], 'the handler is missing, the capture is not');
});
