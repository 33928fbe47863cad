// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Promise.any rejects its result in the mapping of the call when the last element is
  rejected elsewhere.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  The Promise combinators capture through the then that they call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, AggregateError, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const calls = [];

function Result(executor) {
  executor(
    () => { calls.push('resolve'); },
    error => { calls.push(error.constructor.name + ' ' + error.errors.join() + ' ' + ctx.get()); }
  );
}
Result.resolve = value => value;

asyncTest(async function () {
  let rejectFirst, rejectSecond;
  const first = ctx.run('creator', () => new Promise((_, r) => { rejectFirst = r; }));
  const second = ctx.run('creator', () => new Promise((_, r) => { rejectSecond = r; }));
  ctx.run('any', () => { Promise.any.call(Result, [first, second]); });
  ctx.run('b', () => { rejectSecond('b'); });
  ctx.run('a', () => { rejectFirst('a'); });
  await null;

  assert.compareArray(calls, ['AggregateError a,b any'], 'the mapping of the call of Promise.any');
});
