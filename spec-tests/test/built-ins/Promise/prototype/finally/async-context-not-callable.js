// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Finally with something that is not callable makes a reaction without handlers in the
  mapping of the call.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Promise.prototype.catch and Promise.prototype.finally capture through then.

  A reaction captures the mapping also when its handler is missing.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Promise.prototype.finally, Symbol.species, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const calls = [];

function Derived(executor) {
  executor(
    value => { calls.push('resolve ' + value + ' ' + ctx.get()); },
    reason => { calls.push('reject ' + reason + ' ' + ctx.get()); }
  );
}

asyncTest(async function () {
  let resolve, reject;
  const first = new Promise(r => { resolve = r; });
  const second = new Promise((_, r) => { reject = r; });
  first.constructor = second.constructor = { [Symbol.species]: Derived };
  ctx.run('a', () => { first.finally(undefined); });
  ctx.run('b', () => { second.finally({}); });
  ctx.run('settler', () => {
    resolve('value');
    reject('reason');
  });
  await null;

  assert.compareArray(calls, ['resolve value a', 'reject reason b'], 'each in the mapping of its call');
});
