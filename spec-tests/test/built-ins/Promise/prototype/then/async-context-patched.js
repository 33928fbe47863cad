// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A replacement of Promise.prototype.then that calls the original one later decides by
  that what is captured.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Each reaction captures the mapping that is current when then is called, not the one in
  which the promise settles.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, Reflect, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const original = Promise.prototype.then;

asyncTest(async function () {
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  let transparent, late;
  let later;

  Promise.prototype.then = function (onFulfilled, onRejected) {
    return Reflect.apply(original, this, [value => onFulfilled(value), onRejected]);
  };
  try {
    transparent = ctx.run('then', () => promise.then(() => ctx.get()));
    Promise.prototype.then = function (onFulfilled) {
      later = () => Reflect.apply(original, this, [onFulfilled]);
    };
    ctx.run('then', () => promise.then(() => ctx.get()));
    late = ctx.run('later', later);
  } finally {
    Promise.prototype.then = original;
  }
  ctx.run('resolver', () => { resolve(); });

  assert.sameValue(await transparent, 'then', 'a replacement that delegates at once');
  assert.sameValue(await late, 'later', 'a replacement that delegates later');
});
