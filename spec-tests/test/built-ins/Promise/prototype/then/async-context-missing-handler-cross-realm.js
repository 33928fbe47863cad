// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A reaction without a handler of a promise of another realm settles a custom species in
  the mapping of the then call.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  A reaction captures the mapping also when its handler is missing.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, cross-realm, Symbol.species, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const other = $262.createRealm().global;
const seen = [];

function Derived(executor) {
  executor(
    value => { seen.push('resolve ' + value + ' ' + ctx.get()); },
    reason => { seen.push('reject ' + reason + ' ' + ctx.get()); }
  );
}

asyncTest(async function () {
  let resolve, reject;
  const first = new other.Promise(r => { resolve = r; });
  const second = new other.Promise((_, r) => { reject = r; });
  first.constructor = second.constructor = { [Symbol.species]: Derived };
  ctx.run('a', () => { first.then(); });
  ctx.run('b', () => { second.then(() => {}); });
  ctx.run('settler', () => {
    resolve('value');
    reject('reason');
  });
  await null;

  assert.compareArray(seen, ['resolve value a', 'reject reason b'], 'each in the mapping of its call');
});
