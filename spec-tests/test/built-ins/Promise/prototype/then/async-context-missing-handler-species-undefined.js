// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  With an undefined species a reaction without handlers passes the value and the reason
  as they are to an intrinsic promise.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  A reaction captures the mapping also when its handler is missing.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.species, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const value = {};
  const reason = {};
  const fulfilled = Promise.resolve(value);
  const rejected = Promise.reject(reason);
  fulfilled.constructor = rejected.constructor = { [Symbol.species]: undefined };
  const first = ctx.run('then', () => fulfilled.then());
  const second = ctx.run('then', () => rejected.then());

  assert.sameValue(Object.getPrototypeOf(first), Promise.prototype, 'an intrinsic promise');
  assert.sameValue(await first, value, 'the value itself');
  assert.sameValue(await second.catch(x => x), reason, 'the reason itself');
});
