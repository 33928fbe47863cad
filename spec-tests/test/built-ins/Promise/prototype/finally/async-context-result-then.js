// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  The then of the promise that the callback of finally returns is called in the mapping
  of the reaction.
info: |
  NewPromiseReactionJob ( reaction, argument )

  The handler runs in the mapping of the reaction.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Promise.prototype.finally, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const result = ctx.run('maker', () => Promise.resolve());
  result.then = function (onFulfilled, onRejected) {
    seen.push(ctx.get());
    return Promise.prototype.then.call(this, onFulfilled, onRejected);
  };
  const derived = ctx.run('finally', () => promise.finally(() => result));
  ctx.run('resolver', () => { resolve('value'); });

  assert.sameValue(await derived, 'value', 'the value passes');
  assert.compareArray(seen, ['finally'], 'then of the result is called in the mapping of the reaction');
});
