// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Promise.all captures nothing by itself, a then of the last element that reacts in
  another mapping decides.
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
  executor(list => { calls.push('resolve ' + list.join() + ' ' + ctx.get()); }, () => {});
}
Result.resolve = value => value;

asyncTest(async function () {
  const element = ctx.run('creator', () => Promise.resolve('value'));
  element.then = function (onFulfilled, onRejected) {
    calls.push('then ' + ctx.get());
    return ctx.run('own then', () => Promise.prototype.then.call(this, onFulfilled, onRejected));
  };
  ctx.run('all', () => { Promise.all.call(Result, [element]); });
  assert.compareArray(calls, ['then all'], 'then is called at once, in the mapping of the call');
  await null;

  assert.compareArray(
    calls,
    ['then all', 'resolve value own then'],
    'the result is resolved in the mapping in which the intrinsic then was called'
  );
});
