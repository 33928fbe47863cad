// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Promise.all of another realm captures the mapping of the agent at its call.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  The Promise combinators capture through the then that they call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, cross-realm, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const other = $262.createRealm().global;
const calls = [];

function Result(executor) {
  executor(list => { calls.push('resolve ' + list[0] + ' ' + ctx.get()); }, () => {});
}
Result.resolve = value => value;

asyncTest(async function () {
  let resolve;
  const element = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  ctx.run('all', () => { other.Promise.all.call(Result, [element]); });
  ctx.run('resolver', () => { resolve('value'); });
  await null;

  assert.compareArray(calls, ['resolve value all'], 'the mapping of the call of Promise.all');
});
