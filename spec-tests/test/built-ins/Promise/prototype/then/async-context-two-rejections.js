// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-performpromisethen
description: >
  Reject reactions of one promise each have the mapping of their own call, before and
  after the rejection.
info: |
  PerformPromiseThen ( promise, onFulfilled, onRejected [ , resultCapability ] )

  Two reactions of one promise have each the mapping of their own call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let reject;
  const promise = new Promise((_, r) => { reject = r; });
  const results = [];
  const add = () => { results.push(promise.then(undefined, () => ctx.get())); };
  ctx.run('a', add);
  add();
  ctx.run('rejecter', () => { reject(); });
  ctx.run('b', add);
  add();

  assert.compareArray(
    await Promise.all(results),
    ['a', 'unset', 'b', 'unset'],
    'each reject handler runs in the mapping of its then call'
  );
});
