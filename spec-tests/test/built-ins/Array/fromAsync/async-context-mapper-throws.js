// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  When the mapper throws out of a run the return method of the iterator is called in the
  mapping of the call of Array.fromAsync.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Symbol.asyncIterator, Array.fromAsync, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolve;
  const iterator = {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      return new Promise(r => { resolve = r; });
    },
    return() {
      seen.push(ctx.get());
      return {};
    },
  };
  const promise = ctx.run('call', () => Array.fromAsync(iterator, () => {
    ctx.run('inner', () => { throw 'thrown'; });
  }));
  ctx.run('resolver', () => { resolve({ value: 1, done: false }); });
  const reason = await promise.then(() => 'fulfilled', error => error);

  assert.sameValue(reason, 'thrown', 'the promise is rejected');
  assert.compareArray(seen, ['call'], 'the return method sees the mapping of the call');
});
