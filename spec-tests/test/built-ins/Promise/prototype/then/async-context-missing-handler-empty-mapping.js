// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A reaction without handlers that was added in the empty mapping settles there,
  although its promise settles in a run.
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
    () => { calls.push('resolve ' + ctx.get()); },
    () => { calls.push('reject ' + ctx.get()); }
  );
}

asyncTest(async function () {
  let resolve, reject;
  const first = new Promise(r => { resolve = r; });
  const second = new Promise((_, r) => { reject = r; });
  first.constructor = second.constructor = { [Symbol.species]: Derived };
  first.then();
  second.then();
  ctx.run('settler', () => {
    resolve();
    reject();
  });
  await null;

  assert.compareArray(calls, ['resolve unset', 'reject unset'], 'both in the empty mapping');
});
