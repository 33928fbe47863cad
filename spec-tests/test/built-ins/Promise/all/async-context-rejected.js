// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Promise.all rejects its result in the mapping of the call, also when an element is
  rejected elsewhere.
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
    list => { calls.push('resolve ' + list.join() + ' ' + ctx.get()); },
    reason => { calls.push('reject ' + reason + ' ' + ctx.get()); }
  );
}
Result.resolve = value => value;

asyncTest(async function () {
  let reject;
  const pending = new Promise(() => {});
  const element = ctx.run('creator', () => new Promise((_, r) => { reject = r; }));
  ctx.run('all', () => { Promise.all.call(Result, [pending, element]); });
  ctx.run('rejecter', () => { reject('reason'); });
  await null;

  assert.compareArray(calls, ['reject reason all'], 'the mapping of the call of Promise.all');
});
