// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  A promise that is resolved with a promise of an own then method calls that in the
  mapping of the resolve call.
info: |
  NewPromiseResolveThenableJob ( promiseToResolve, thenable, then )

  The then method of a thenable is called in the mapping in which the promise was
  resolved with it.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolve;
  const inner = ctx.run('inner', () => Promise.resolve('value'));
  inner.then = function (onFulfilled, onRejected) {
    seen.push(ctx.get());
    return Promise.prototype.then.call(this, onFulfilled, onRejected);
  };
  const promise = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  ctx.run('resolver', () => { resolve(inner); });

  assert.sameValue(await promise, 'value', 'the promise follows the inner one');
  assert.compareArray(seen, ['resolver'], 'the mapping of the resolve call');
});
