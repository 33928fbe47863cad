// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Promise.allSettled resolves its result in the mapping of the call, though the elements
  are settled elsewhere.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  The Promise combinators capture through the then that they call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Promise.allSettled, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const calls = [];

function Result(executor) {
  executor(
    list => { calls.push('resolve ' + list.map(x => x.status).join() + ' ' + ctx.get()); },
    () => { calls.push('reject'); }
  );
}
Result.resolve = value => value;

asyncTest(async function () {
  let resolve, reject;
  const first = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  const second = ctx.run('creator', () => new Promise((_, r) => { reject = r; }));
  ctx.run('allSettled', () => { Promise.allSettled.call(Result, [first, second]); });
  Promise.allSettled.call(Result, [second, first]);
  ctx.run('resolver', () => { resolve(); });
  ctx.run('rejecter', () => { reject(); });
  await null;

  assert.compareArray(
    calls,
    ['resolve fulfilled,rejected allSettled', 'resolve rejected,fulfilled unset'],
    'one call in a run and one in the empty mapping'
  );
});
