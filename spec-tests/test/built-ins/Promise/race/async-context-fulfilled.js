// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Promise.race resolves its result in the mapping of the call, whoever fulfils the first
  element.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  The Promise combinators capture through the then that they call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const calls = [];

function Result(executor) {
  executor(
    value => { calls.push('resolve ' + value + ' ' + ctx.get()); },
    () => { calls.push('reject'); }
  );
}
Result.resolve = value => value;

asyncTest(async function () {
  let resolve;
  const pending = new Promise(() => {});
  const element = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  ctx.run('race', () => { Promise.race.call(Result, [pending, element]); });
  Promise.race.call(Result, [element]);
  ctx.run('resolver', () => { resolve('value'); });
  await null;

  assert.compareArray(
    calls,
    ['resolve value race', 'resolve value unset'],
    'one call in a run and one in the empty mapping'
  );
});
