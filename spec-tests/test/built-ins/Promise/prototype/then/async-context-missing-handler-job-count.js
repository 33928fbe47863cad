// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  A link without handlers, in a run and outside, settles in the same order as one with
  handlers.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  A reaction without a handler takes as many jobs as one with a handler.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const order = [];
  const start = name => {
    const promise = Promise.resolve();
    promise.then().then(() => { order.push(name + 1); });
    promise.then(x => x).then(() => { order.push(name + 2); });
    promise.then(undefined, () => {}).then(() => { order.push(name + 3); });
  };
  ctx.run('a', start, 'a');
  start('b');
  for (let i = 0; i < 4; i++) await null;

  assert.compareArray(order, ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'], 'the order of the last handlers');
});
