// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Promise.any captures nothing by itself, a then of the element that reacts in another
  mapping decides.
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
    error => { calls.push('reject ' + error.errors.join() + ' ' + ctx.get()); }
  );
}
Result.resolve = value => value;

function elsewhere(promise) {
  promise.then = function (onFulfilled, onRejected) {
    calls.push('then ' + ctx.get());
    return ctx.run('own then', () => Promise.prototype.then.call(this, onFulfilled, onRejected));
  };
  return promise;
}

asyncTest(async function () {
  ctx.run('a', () => { Promise.any.call(Result, [elsewhere(Promise.resolve(1))]); });
  ctx.run('b', () => { Promise.any.call(Result, [elsewhere(Promise.reject(2))]); });
  await null;

  assert.compareArray(
    calls,
    ['then a', 'then b', 'resolve 1 own then', 'reject 2 own then'],
    'then is called by the combinator, and the reaction has the mapping of the intrinsic then'
  );
});
