// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A then that is borrowed, bound or given to run captures the mapping in which it is
  really called.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Each reaction captures the mapping that is current when then is called, not the one in
  which the promise settles.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, Reflect, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const handler = () => ctx.get();

asyncTest(async function () {
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const bound = ctx.run('binder', () => promise.then.bind(promise));
  const results = [
    ctx.run('apply', () => Reflect.apply(Promise.prototype.then, promise, [handler])),
    ctx.run('bound', bound, handler),
    bound(handler),
  ];
  ctx.run('resolver', () => { resolve(); });

  assert.sameValue(await results[0], 'apply', 'through Reflect.apply');
  assert.sameValue(await results[1], 'bound', 'as the function of a run');
  assert.sameValue(await results[2], 'unset', 'a bound then captures nothing when it is bound');
});
