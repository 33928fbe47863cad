// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Promise.allSettled captures nothing by itself, a then of the last element that reacts
  in another mapping decides.
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
  executor(list => { calls.push('resolve ' + list[0].reason + ' ' + ctx.get()); }, () => {});
}
Result.resolve = value => value;

asyncTest(async function () {
  const element = ctx.run('creator', () => Promise.reject('reason'));
  element.then = function (onFulfilled, onRejected) {
    calls.push('then ' + ctx.get());
    return ctx.run('own then', () => Promise.prototype.then.call(this, onFulfilled, onRejected));
  };
  ctx.run('allSettled', () => { Promise.allSettled.call(Result, [element]); });
  await null;

  assert.compareArray(
    calls,
    ['then allSettled', 'resolve reason own then'],
    'then is called by the combinator, and the reaction has the mapping of the intrinsic then'
  );
});
