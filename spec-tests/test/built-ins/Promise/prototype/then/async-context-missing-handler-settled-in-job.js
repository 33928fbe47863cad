// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A reaction without a handler that was added in the empty mapping settles there,
  although a job of another mapping settles its promise.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  A reaction captures the mapping also when its handler is missing.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.species, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const seen = [];

function Derived(executor) {
  executor(value => { seen.push(value + ' ' + ctx.get()); }, () => { seen.push('reject'); });
}

asyncTest(async function () {
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  promise.constructor = { [Symbol.species]: Derived };
  promise.then(undefined, () => {});
  ctx.run('job', () => Promise.resolve().then(() => {
    seen.push('job ' + ctx.get());
    resolve('value');
  }));
  await null;
  await null;

  assert.compareArray(seen, ['job job', 'value unset'], 'each in its own mapping');
});
