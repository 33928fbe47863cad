// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A next method whose promise is rejected elsewhere rejects the promise, whose reactions
  have mappings of their own.
info: |
  Await ( value )

  An async function's mapping is not that of the code that settles what it awaits.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.asyncIterator, Array.fromAsync, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let reject;
  const iterator = {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      return new Promise((_, r) => { reject = r; });
    },
  };
  const promise = ctx.run('call', () => Array.fromAsync(iterator));
  const inRun = ctx.run('catch', () => promise.catch(reason => reason + ' ' + ctx.get()));
  const inEmpty = promise.catch(reason => reason + ' ' + ctx.get());
  ctx.run('rejecter', () => { reject('reason'); });

  assert.sameValue(await inRun, 'reason catch', 'a reaction of a run');
  assert.sameValue(await inEmpty, 'reason unset', 'a reaction of the empty mapping');
});
