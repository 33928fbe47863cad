// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Catch captures nothing by itself, a then of the receiver that reacts in another
  mapping decides.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Promise.prototype.catch and Promise.prototype.finally capture through then.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const promise = ctx.run('creator', () => Promise.reject('reason'));
  const calls = [];
  promise.then = function (onFulfilled, onRejected) {
    calls.push(ctx.get());
    return ctx.run('own then', () => Promise.prototype.then.call(this, onFulfilled, onRejected));
  };
  const seen = ctx.run('catch', () => promise.catch(() => ctx.get()));

  assert.compareArray(calls, ['catch'], 'then is called at once, in the mapping of the catch call');
  assert.sameValue(await seen, 'own then', 'the mapping in which the intrinsic then was called');
});
