// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  A promise of another realm that is resolved with a thenable of this one calls the then
  method in the mapping of the resolve call.
info: |
  NewPromiseResolveThenableJob ( promiseToResolve, thenable, then )

  The then method of a thenable is called in the mapping in which the promise was
  resolved with it.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, cross-realm, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const other = $262.createRealm();
const theirs = other.evalScript('({ then(resolve) { resolve(this.ctx.get()); } })');
theirs.ctx = ctx;

asyncTest(async function () {
  let resolve;
  const foreign = ctx.run('creator', () => new other.global.Promise(r => { resolve = r; }));
  ctx.run('a', () => {
    resolve({
      then(onFulfilled) {
        onFulfilled(ctx.get());
      },
    });
  });
  const native = ctx.run('b', () => Promise.resolve(theirs));

  assert.sameValue(await foreign, 'a', 'a promise of the other realm');
  assert.sameValue(await native, 'b', 'a thenable of the other realm');
});
