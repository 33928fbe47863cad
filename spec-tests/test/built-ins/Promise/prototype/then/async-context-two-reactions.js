// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Reactions that were added to one promise in several mappings each have their own.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Two reactions of one promise have each the mapping of their own call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const seen = [];
  const handler = label => () => { seen.push(label + ' ' + ctx.get()); };
  ctx.run('a', () => { promise.then(handler('first')); });
  promise.then(handler('second'));
  ctx.run('b', () => {
    promise.then(handler('third'));
    ctx.run('c', () => { promise.then(handler('fourth')); });
    promise.then(handler('fifth'));
  });
  ctx.run('resolver', () => { resolve(); });
  await promise;

  assert.compareArray(
    seen,
    ['first a', 'second unset', 'third b', 'fourth c', 'fifth b'],
    'each handler runs once, in order, and in the mapping of its then call'
  );
});
