// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromiseresolvethenablejob
description: >
  The then method of a thenable that is a function, and the apply trap of a then that is
  a Proxy, run in the mapping of the resolve call.
info: |
  NewPromiseResolveThenableJob ( promiseToResolve, thenable, then )

  The then method of a thenable is called in the mapping in which the promise was
  resolved with it.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Proxy, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const callable = function () {};
  callable.then = resolve => { resolve(ctx.get()); };
  const proxied = {
    then: new Proxy(function () {}, {
      apply(target, thisArgument, [resolve]) {
        resolve([thisArgument === proxied, ctx.get()]);
      },
    }),
  };
  let resolveFirst, resolveSecond;
  const first = new Promise(r => { resolveFirst = r; });
  const second = new Promise(r => { resolveSecond = r; });
  ctx.run('resolver', () => {
    resolveFirst(callable);
    resolveSecond(proxied);
  });

  assert.sameValue(await first, 'resolver', 'a function as thenable');
  assert.compareArray(await second, [true, 'resolver'], 'a Proxy as then');
});
