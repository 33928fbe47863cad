// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Finally captures nothing by itself, a then of the receiver that reacts in another
  mapping decides.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Promise.prototype.catch and Promise.prototype.finally capture through then.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Promise.prototype.finally, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const promise = ctx.run('creator', () => Promise.resolve('value'));
  const seen = [];
  promise.then = function (onFulfilled, onRejected) {
    seen.push('then ' + ctx.get());
    return ctx.run('own then', () => Promise.prototype.then.call(this, onFulfilled, onRejected));
  };
  const derived = ctx.run('finally', () =>
    promise.finally(() => { seen.push('callback ' + ctx.get()); }));

  assert.sameValue(await derived, 'value', 'the value passes');
  assert.compareArray(
    seen,
    ['then finally', 'callback own then'],
    'then is called at once by finally, and the callback has the mapping of the intrinsic then'
  );
});
