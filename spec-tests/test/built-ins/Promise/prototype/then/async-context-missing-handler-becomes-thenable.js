// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  A value that becomes a thenable before it passes a reaction without a handler has its
  then method called in the mapping of that reaction.
info: |
  NewPromiseResolveThenableJob ( promiseToResolve, thenable, then )

  The then method of a thenable is called in the mapping in which the promise was
  resolved with it.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const value = {};
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const derived = ctx.run('then', () => promise.then(undefined, () => {}));
  ctx.run('resolver', () => { resolve(value); });
  value.then = onFulfilled => { onFulfilled(ctx.get()); };

  assert.sameValue(await derived, 'then', 'the mapping of the then call');
});
