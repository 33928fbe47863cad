// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  A promise that is resolved with a promise of a subclass calls the overridden then in
  the mapping of the resolve call, and its species follows that.
info: |
  NewPromiseResolveThenableJob ( promiseToResolve, thenable, then )

  The then method of a thenable is called in the mapping in which the promise was
  resolved with it.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.species, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const seen = [];

class Sub extends Promise {
  then(onFulfilled, onRejected) {
    seen.push('then ' + ctx.get());
    return super.then(onFulfilled, onRejected);
  }
  static get [Symbol.species]() {
    seen.push('species ' + ctx.get());
    return Promise;
  }
}

asyncTest(async function () {
  let resolveInner;
  const inner = ctx.run('inner', () => new Sub(r => { resolveInner = r; }));
  const promise = ctx.run('resolver', () => new Promise(resolve => { resolve(inner); }));
  await null;
  ctx.run('resolver of inner', () => { resolveInner('value'); });

  assert.sameValue(await promise, 'value', 'the promise follows the inner one');
  assert.compareArray(seen, ['then resolver', 'species resolver'], 'the mapping of the resolve call');
});
